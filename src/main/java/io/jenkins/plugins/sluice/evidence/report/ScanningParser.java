package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonReadContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's parser of UTF-8 with four things more: strings are passed over eight bytes at a time, a string that came
 * before is recognised by its bytes without being decoded again, so is the name that came at this place before, and the
 * names that the parser keeps are bounded.
 */
final class ScanningParser extends UTF8StreamJsonParser {

    /** Of different names, so many characters at most: the parser keeps each for as long as it reads. */
    static final int MOST_NAME_CHARS = 4 * 1024 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final long HASH = 0x9e37_79b9_7f4a_7c15L;

    private final ExpectedNames names = new ExpectedNames();
    private int keptNames;
    private long nameChars;
    private int rawEnd;
    private long rawHash;

    ScanningParser(
            IOContext context,
            int features,
            InputStream stream,
            ByteQuadsCanonicalizer symbols,
            byte[] buffer,
            int start,
            int end) {
        super(context, features, stream, null, symbols, buffer, start, end, start, true);
        keptNames = symbols.size();
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        if (_currToken == JsonToken.FIELD_NAME) {
            return valueAfterName();
        }
        if (stepped()) {
            return _currToken;
        }
        JsonToken token = super.nextToken();
        if (token == JsonToken.FIELD_NAME) {
            unexpected(currentName());
        }
        return token;
    }

    @Override
    public @Nullable String nextFieldName() throws IOException {
        if (_currToken == JsonToken.FIELD_NAME) {
            valueAfterName();
            return null;
        }
        if (stepped()) {
            return _currToken == JsonToken.FIELD_NAME ? _parsingContext.getCurrentName() : null;
        }
        String name = super.nextFieldName();
        if (name != null) {
            unexpected(name);
        }
        return name;
    }

    /** As Jackson does; it has looked at the value's first byte, or read a number, together with the name. */
    private JsonToken valueAfterName() throws IOException {
        _nameCopied = false;
        JsonToken value = _nextToken;
        _nextToken = null;
        if (value == JsonToken.START_OBJECT) {
            createChildObjectContext(_tokenInputRow, _tokenInputCol);
        } else if (value == JsonToken.START_ARRAY) {
            createChildArrayContext(_tokenInputRow, _tokenInputCol);
        }
        return _updateToken(value);
    }

    /**
     * Steps to the next name of an object, if it is an expected one, or to the object's end. False where Jackson has to
     * find out what comes; then at most a string was passed over.
     */
    private boolean stepped() throws IOException {
        if (_tokenIncomplete) {
            _skipString();
        }
        JsonReadContext object = _parsingContext;
        int at = _inputPtr;
        int end = _inputEnd;
        if (!object.inObject() || at >= end) {
            return false;
        }
        byte[] buffer = _inputBuffer;
        if (buffer[at] == '}') {
            moveTo(at + 1);
            _parsingContext = object.clearAndGetParent();
            _updateToken(JsonToken.END_OBJECT);
            return true;
        }
        if (object.hasCurrentIndex()) {
            if (buffer[at] != ',') {
                return false;
            }
            at += at + 1 < end && buffer[at + 1] == ' ' ? 2 : 1;
        }
        ExpectedNames.Name name = names.at(buffer, at, end);
        return name != null && stepped(name, object, at);
    }

    private boolean stepped(ExpectedNames.Name name, JsonReadContext object, int at) throws IOException {
        byte[] buffer = _inputBuffer;
        int value = at + name.size;
        if (value + 1 < _inputEnd && buffer[value] == ' ') {
            value++;
        }
        byte first = value < _inputEnd ? buffer[value] : 0;
        JsonToken token = first == '"'
                ? JsonToken.VALUE_STRING
                : first == '{' ? JsonToken.START_OBJECT : first == '[' ? JsonToken.START_ARRAY : null;
        boolean number = first >= '0' && first <= '9';
        if (token == null && !number) {
            return false;
        }
        object.expectComma(); // counts the member
        object.setCurrentName(name.text);
        _nameStartRow = _currInputRow;
        _nameStartOffset = at + 1;
        _nameStartCol = at + 1 - _currInputRowStart;
        moveTo(value + 1);
        _updateToken(JsonToken.FIELD_NAME);
        _tokenIncomplete = first == '"';
        _nextToken = number ? _parseUnsignedNumber(first) : token;
        names.came(name);
        return true;
    }

    /** Keeps what Jackson keeps of a token whose first byte is the one before a place. */
    private void moveTo(int place) {
        _numTypesValid = NR_UNKNOWN;
        _binaryValue = null;
        _inputPtr = place;
        _tokenInputRow = _currInputRow;
        _tokenInputTotal = _currInputProcessed + place;
        _tokenInputCol = place - _currInputRowStart;
    }

    private void unexpected(String name) throws IOException {
        names.cameUnexpected(name);
        if (_symbols.size() != keptNames) {
            boundNames();
        }
    }

    private void boundNames() throws IOException {
        int size = _symbols.size();
        if (size < keptNames) {
            // the table was full and forgot all
            nameChars = 0;
        }
        keptNames = size;
        String name = currentName();
        nameChars += name == null ? 0 : name.length();
        if (nameChars > MOST_NAME_CHARS) {
            throw new UnreadableReport("its objects have more than " + MOST_NAME_CHARS + " characters of different keys"
                    + JsonInput.at(this));
        }
    }

    /** As Jackson does, only faster over what is plain; whatever is not plain, or runs out of the buffer, is left to it. */
    @Override
    protected void _skipString() throws IOException {
        byte[] buffer = _inputBuffer;
        int end = _inputEnd;
        int at = _inputPtr;
        while ((at = special(buffer, at, end)) < end) {
            byte b = buffer[at];
            if (b == '"') {
                _inputPtr = at + 1;
                _tokenIncomplete = false;
                return;
            }
            if (b == '\\' && at + 1 < end && isShortEscape(buffer[at + 1])) {
                at += 2;
            } else {
                break;
            }
        }
        _inputPtr = at;
        super._skipString();
    }

    private static boolean isShortEscape(byte b) {
        return b == 'n' || b == '"' || b == '\\' || b == '/' || b == 't' || b == 'r' || b == 'b' || b == 'f';
    }

    /** Where the first quote, backslash, control character or byte beyond ASCII is, or {@code end}. */
    private static int special(byte[] buffer, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long special = specials((long) LONGS.get(buffer, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (at < end && buffer[at] >= ' ' && buffer[at] != '"' && buffer[at] != '\\') {
            at++;
        }
        return at;
    }

    /**
     * The top bit of the first special byte; those above it may be wrong. With its second bit turned, a quote is the only
     * byte from a blank on that is no more than a blank; what overflows below is beyond ASCII, and special itself.
     */
    private static long specials(long word) {
        long turned = word ^ (2 * ONES);
        long backslash = word ^ ('\\' * ONES);
        return ((turned - (' ' + 1) * ONES) | (backslash - ONES) | word) & TOPS;
    }

    /**
     * Looks at the bytes of the string that the parser is at, without going further: true when they were not decoded yet,
     * end in the buffer and are no more than so many. Then {@link #rawHash} and {@link #rawEquals} tell of them.
     */
    boolean seesRaw(int most) {
        if (!_tokenIncomplete || currentToken() != JsonToken.VALUE_STRING) {
            return false;
        }
        byte[] buffer = _inputBuffer;
        int start = _inputPtr;
        int end = Math.min(_inputEnd, start + most + 1);
        long hash = 0;
        long other = 0;
        int at = start;
        while (true) {
            // two by two, as the processor multiplies both at once
            for (; at <= end - 2 * Long.BYTES; at += 2 * Long.BYTES) {
                long word = (long) LONGS.get(buffer, at);
                long next = (long) LONGS.get(buffer, at + Long.BYTES);
                if ((specials(word) | specials(next)) != 0) {
                    break;
                }
                hash = (hash ^ word) * HASH;
                other = (other ^ next) * HASH;
                hash ^= hash >>> 32;
                other ^= other >>> 32;
            }
            for (; at <= end - Long.BYTES; at += Long.BYTES) {
                long word = (long) LONGS.get(buffer, at);
                long special = specials(word);
                if (special != 0) {
                    int bits = Long.numberOfTrailingZeros(special) - 7;
                    hash = (hash ^ (word & ~(-1L << bits))) * HASH;
                    at += bits >>> 3;
                    break;
                }
                hash = (hash ^ word) * HASH;
                hash ^= hash >>> 32;
            }
            while (at < end && buffer[at] >= ' ' && buffer[at] != '"' && buffer[at] != '\\') {
                hash = (hash ^ buffer[at++]) * HASH;
            }
            if (at >= end) {
                return false;
            }
            byte b = buffer[at];
            if (b == '"') {
                rawEnd = at;
                rawHash = (hash ^ (at - start)) * HASH + other;
                return true;
            }
            if (b >= 0 && b < ' ') {
                return false;
            }
            int step = b == '\\' ? 2 : 1;
            hash = (hash ^ b) * HASH;
            if (step == 2 && at + 1 < end) {
                hash ^= buffer[at + 1];
            }
            at += step;
        }
    }

    /** A hash of the bytes that {@link #seesRaw} saw. */
    int rawHash() {
        return (int) (rawHash ^ (rawHash >>> 32));
    }

    boolean rawEquals(byte[] bytes) {
        return bytes.length == rawEnd - _inputPtr
                && (bytes.length == 0 || bytes[bytes.length - 1] == _inputBuffer[rawEnd - 1])
                && Arrays.equals(bytes, 0, bytes.length, _inputBuffer, _inputPtr, rawEnd);
    }

    int rawLength() {
        return rawEnd - _inputPtr;
    }

    byte[] raw() {
        return Arrays.copyOfRange(_inputBuffer, _inputPtr, rawEnd);
    }

    /** Goes behind a string whose bytes equal those of one that was decoded before; this one's text must not be asked for. */
    void passRaw() {
        _inputPtr = rawEnd + 1;
        _tokenIncomplete = false;
    }
}
