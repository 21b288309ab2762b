package io.jenkins.plugins.sluice.evidence.report;

import org.codehaus.stax2.typed.TypedValueDecoder;

/** Looks at an attribute's value where the parser holds it, without making a string of it. */
final class AttributeText extends TypedValueDecoder {

    private char[] characters = new char[0];
    private int start;
    private int end;

    @Override
    public void decode(String input) {
        decode(input.toCharArray(), 0, input.length());
    }

    @Override
    public void decode(char[] buffer, int from, int to) {
        characters = buffer;
        start = from;
        end = to;
    }

    @Override
    public void handleEmptyValue() {
        end = start;
    }

    /** A whole number from 0 of at most 18 digits, or {@link XmlValues#NONE}. */
    long wholeNumber() {
        if (start == end || end - start > 18) {
            return XmlValues.NONE;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = characters[i] - '0';
            if (digit < 0 || digit > 9) {
                return XmlValues.NONE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    boolean startsWith(String prefix) {
        int length = prefix.length();
        if (end - start < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (characters[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean is(String text) {
        return end - start == text.length() && startsWith(text);
    }
}
