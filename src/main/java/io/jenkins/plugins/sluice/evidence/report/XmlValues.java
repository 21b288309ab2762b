package io.jenkins.plugins.sluice.evidence.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Numbers and times as tools write them into attributes. */
final class XmlValues {

    /** What {@link #wholeNumber} says of a text that is none. */
    static final long NONE = -1;

    private static final int MOST_SHOWN = 100;
    private static final long NANOS = 1_000_000_000L;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
            "yyyy-MM-dd['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S][XXX][XX][X]");

    private XmlValues() {}

    /** A whole number from 0, or {@link #NONE}. */
    static long wholeNumber(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 18) {
            return NONE;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /**
     * Seconds as nanoseconds. Surefire groups thousands ({@code 1,234.56}), others write a comma for the point
     * ({@code 0,25}), Python an exponent ({@code 1e-05}). What is no number of seconds from 0 is 0: times decide nothing.
     */
    static long nanos(@Nullable String seconds) {
        if (seconds == null || seconds.isEmpty()) {
            return 0;
        }
        long whole = 0;
        int i = 0;
        int length = seconds.length();
        for (; i < length && i < 10 && isDigit(seconds.charAt(i)); i++) {
            whole = whole * 10 + (seconds.charAt(i) - '0');
        }
        if (i > 0 && i == length) {
            return whole * NANOS;
        }
        if (i > 0 && seconds.charAt(i) == '.') {
            long fraction = 0;
            long unit = NANOS;
            for (i++; i < length && isDigit(seconds.charAt(i)); i++) {
                if (unit > 1) {
                    unit /= 10;
                    fraction += (seconds.charAt(i) - '0') * unit;
                }
            }
            if (i == length) {
                return whole * NANOS + fraction;
            }
        }
        return oddNanos(seconds.strip());
    }

    private static long oddNanos(String seconds) {
        if (seconds.length() > MOST_SHOWN) {
            return 0;
        }
        int comma = seconds.lastIndexOf(',');
        boolean thousands = seconds.indexOf('.') > comma
                || seconds.indexOf(',') != comma
                || (seconds.length() - comma == 4 && !seconds.startsWith("0"));
        String number = thousands ? seconds.replace(",", "") : seconds.replace(',', '.');
        try {
            double value = Double.parseDouble(number);
            return value > 0 && value < 1e9 ? Math.round(value * NANOS) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * The latest instant that a text of ISO 8601 or RFC 1123 (Mocha) can mean, or null when it is none. A local time
     * without its zone is read where it is latest (UTC-12), so that a fresh report never seems old; an old one still does,
     * half a day later.
     */
    static @Nullable Instant latestInstant(@Nullable String text) {
        if (text == null || text.length() < 16 || text.length() > 40) {
            return null;
        }
        String stripped = text.strip();
        try {
            if (stripped.endsWith("GMT")) {
                return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(stripped));
            }
            TemporalAccessor time = TIME.parseBest(stripped, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : LocalDateTime.from(time).toInstant(ZoneOffset.ofHours(-12));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A text from a report as an error may quote it. */
    static String shown(@Nullable String text) {
        if (text == null) {
            return "nothing";
        }
        return "'" + (text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…") + "'";
    }
}
