package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.ByteSourceJsonBootstrapper;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/** Opens JSON (UTF-8, UTF-16 or UTF-32, with or without a byte order mark) with bounds on everything. */
final class JsonInput {

    /** The longest string that is ever read, in characters; strings that are passed over may be longer. */
    static final int LONGEST_STRING = 1 << 20;

    private static final int LONGEST_NAME = 10_000;
    private static final int LONGEST_NUMBER = 1_000;

    private JsonInput() {}

    static JsonFactory factory(ReadLimits limits) {
        return new Factory(new JsonFactoryBuilder()
                .recyclerPool(new LargeBuffers())
                // A table of names that fills unluckily is made anew; how many names there may be, the parser bounds.
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(LONGEST_STRING)
                        .maxNameLength(LONGEST_NAME)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build()));
    }

    /** Reads a document through to its end; whatever breaks JSON's grammar or a bound is an unreadable report. */
    static void read(InputStream stream, ReadLimits limits, Body body) throws IOException {
        CheckedStream checked = new CheckedStream(stream, limits);
        try (JsonParser parser = factory(limits).createParser(checked)) {
            if (parser.nextToken() == null) {
                throw new UnreadableReport("it is empty");
            }
            body.read(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableReport("more follows after the end of the JSON document" + at(parser));
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableReport("not whole, well-formed JSON: " + e.getOriginalMessage() + at(e), e);
        } catch (CharConversionException e) {
            checked.rethrow();
            throw new UnreadableReport("not JSON in a Unicode encoding: " + e.getMessage(), e);
        }
    }

    /** Where the parser is, for the end of a message. */
    static String at(JsonParser parser) {
        return at(parser.currentLocation());
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null ? "" : at(e.getLocation());
    }

    private static String at(JsonLocation location) {
        return ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The text at the parser, or null when it is no string. */
    static @Nullable String text(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    /** The number at the parser, or {@code otherwise} when it is none or no {@code int}. */
    static int integer(JsonParser parser, int otherwise) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT
                ? parser.getIntValue()
                : otherwise;
    }

    /** Makes our own parser for UTF-8, and Jackson's, which then keeps no names, for what few files are in. */
    private static final class Factory extends JsonFactory {

        private static final long serialVersionUID = 1L;
        private static final int HEAD = 4;

        Factory(JsonFactoryBuilder builder) {
            super(builder);
        }

        @Override
        protected JsonParser _createParser(InputStream stream, IOContext context) throws IOException {
            byte[] head = stream.readNBytes(HEAD);
            if (isWide(head)) {
                InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), stream);
                int features = _factoryFeatures & ~Feature.CANONICALIZE_FIELD_NAMES.getMask();
                return new ByteSourceJsonBootstrapper(context, whole)
                        .constructParser(_parserFeatures, null, _byteSymbolCanonicalizer, _rootCharSymbols, features);
            }
            byte[] buffer = context.allocReadIOBuffer();
            System.arraycopy(head, 0, buffer, 0, head.length);
            boolean mark = head.length >= 3
                    && head[0] == ByteSourceJsonBootstrapper.UTF8_BOM_1
                    && head[1] == ByteSourceJsonBootstrapper.UTF8_BOM_2
                    && head[2] == ByteSourceJsonBootstrapper.UTF8_BOM_3;
            ByteQuadsCanonicalizer names = _byteSymbolCanonicalizer.makeChild(_factoryFeatures);
            return new ScanningParser(context, _parserFeatures, stream, names, buffer, mark ? 3 : 0, head.length);
        }

        /** UTF-16 or UTF-32: a byte order mark of theirs, or a byte of zero that UTF-8 has none of before a document. */
        private static boolean isWide(byte[] head) {
            for (int i = 0; i < head.length; i++) {
                if (head[i] == 0 || (i < 2 && (head[i] & 0xff) >= 0xfe)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Buffers of 64 KiB for reading, where Jackson takes 8,000 bytes: an eighth of the system calls. */
    private static final class LargeBuffers extends RecyclerPool.NonRecyclingPoolBase<BufferRecycler> {

        private static final long serialVersionUID = 1L;

        @Override
        public BufferRecycler acquirePooled() {
            return new BufferRecycler() {
                @Override
                protected int byteBufferLength(int kind) {
                    return kind == BYTE_READ_IO_BUFFER ? 64 * 1024 : super.byteBufferLength(kind);
                }
            };
        }
    }

    /** Reads from the document's first token to its last. */
    @FunctionalInterface
    interface Body {
        void read(JsonParser parser) throws IOException;
    }
}
