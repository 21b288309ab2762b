package io.jenkins.plugins.sluice.evidence;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/** How the values of evidence stand in JSON. */
final class EvidenceModule {

    private static final BigInteger LARGEST_NUMBER = BigInteger.valueOf((1L << 53) - 1);
    private static final int LONGEST_INTEGER = 4_000;
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private EvidenceModule() {}

    static SimpleModule module(Path spillFolder) {
        SimpleModule module = new SimpleModule("sluice-evidence");
        add(module, BigInteger.class, (value, json) -> integer(json, value), EvidenceModule::integer);
        add(module, Long.class, EvidenceModule::integer, EvidenceModule::wholeLong);
        add(module, long.class, EvidenceModule::integer, EvidenceModule::wholeLong);
        add(module, Instant.class, (value, json) -> json.writeString(MILLIS.format(value)), EvidenceModule::instant);
        add(
                module,
                LocalDate.class,
                (value, json) -> json.writeString(value.toString()),
                json -> parsed(json, LocalDate.class, LocalDate::parse));
        add(
                module,
                Identity.class,
                (value, json) -> json.writeString(value.toString()),
                json -> parsed(json, Identity.class, EvidenceModule::identity));
        add(module, Quantity.class, EvidenceModule::quantity, EvidenceModule::quantity);
        add(module, Histogram.class, EvidenceModule::histogram, EvidenceModule::histogram);
        add(module, IdentityRows.class, EvidenceModule::rows, json -> rows(json, spillFolder));
        return module;
    }

    @FunctionalInterface
    private interface Writing<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    @FunctionalInterface
    private interface ReadingJson<T> {
        T read(JsonParser json) throws IOException;
    }

    @FunctionalInterface
    private interface Parsing<T> {
        T parse(String text);
    }

    private static <T> void add(SimpleModule module, Class<T> type, Writing<T> writing, ReadingJson<T> reading) {
        module.addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                writing.write(value, json);
            }

            @Override
            public void serializeWithType(
                    T value, JsonGenerator json, SerializerProvider provider, TypeSerializer typed) throws IOException {
                writing.write(value, json);
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return reading.read(json);
            }
        });
    }

    private static IOException wrong(JsonParser json, Class<?> type, String what) throws IOException {
        return InvalidFormatException.from(json, "no " + what, json.getText(), type);
    }

    private static <T> T parsed(JsonParser json, Class<T> type, Parsing<T> parsing) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(json, type, type.getSimpleName());
        }
        try {
            return parsing.parse(json.getText());
        } catch (RuntimeException e) {
            IOException wrong = wrong(json, type, type.getSimpleName());
            wrong.addSuppressed(e);
            throw wrong;
        }
    }

    private static void integer(long value, JsonGenerator json) throws IOException {
        if (Math.abs(value) < 1L << 53 && value != Long.MIN_VALUE) {
            json.writeNumber(value);
        } else {
            json.writeString(Long.toString(value));
        }
    }

    private static void integer(JsonGenerator json, BigInteger value) throws IOException {
        if (value.abs().compareTo(LARGEST_NUMBER) <= 0) {
            json.writeNumber(value.longValueExact());
        } else {
            json.writeString(value.toString());
        }
    }

    private static BigInteger integer(JsonParser json) throws IOException {
        boolean number = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (!number && json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(json, BigInteger.class, "integer");
        }
        String text = json.getText();
        if (text.length() > LONGEST_INTEGER) {
            throw wrong(json, BigInteger.class, "integer of at most " + LONGEST_INTEGER + " digits");
        }
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            IOException wrong = wrong(json, BigInteger.class, "integer");
            wrong.addSuppressed(e);
            throw wrong;
        }
    }

    private static long wholeLong(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        BigInteger value = integer(json);
        if (value.bitLength() > 63) {
            throw wrong(json, Long.class, "integer of 64 bits");
        }
        return value.longValue();
    }

    private static Instant instant(JsonParser json) throws IOException {
        return parsed(json, Instant.class, text -> {
            Instant instant = Instant.parse(text);
            return instant.truncatedTo(ChronoUnit.MILLIS);
        });
    }

    private static Identity identity(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(text));
        if (bytes.remaining() != 2 * Long.BYTES) {
            throw new IllegalArgumentException("an identity has 32 digits");
        }
        return new Identity(bytes.getLong(), bytes.getLong());
    }

    private static void quantity(Quantity value, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(value.dimension().key());
        integer(json, value.numerator());
        if (!value.denominator().equals(BigInteger.ONE)) {
            json.writeFieldName("per");
            integer(json, value.denominator());
        }
        json.writeEndObject();
    }

    private static Quantity quantity(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(json, Quantity.class, "quantity");
        }
        Dimension dimension = null;
        BigInteger numerator = BigInteger.ZERO;
        BigInteger denominator = BigInteger.ONE;
        for (String name; (name = json.nextFieldName()) != null; ) {
            json.nextToken();
            if (name.equals("per")) {
                denominator = integer(json);
            } else if (dimension == null) {
                String key = name;
                dimension = Arrays.stream(Dimension.values())
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElse(null);
                numerator = integer(json);
                if (dimension == null) {
                    throw wrong(json, Quantity.class, "dimension '" + key + "'");
                }
            } else {
                throw wrong(json, Quantity.class, "quantity of two dimensions");
            }
        }
        if (dimension == null || denominator.signum() <= 0) {
            throw wrong(json, Quantity.class, "quantity");
        }
        return new Quantity(dimension, numerator, denominator);
    }

    private static void histogram(Histogram histogram, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (long each : histogram.pairs()) {
            integer(each, json);
        }
        json.writeEndArray();
    }

    private static Histogram histogram(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(json, Histogram.class, "histogram");
        }
        long[] pairs = new long[64];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * size);
            }
            pairs[size++] = wholeLong(json);
        }
        if (size % 2 != 0) {
            throw wrong(json, Histogram.class, "histogram: it needs as many counts as values");
        }
        try {
            return Histogram.ofPairs(Arrays.copyOf(pairs, size));
        } catch (IllegalArgumentException | ArithmeticException e) {
            IOException wrong = wrong(json, Histogram.class, "histogram: " + e.getMessage());
            wrong.addSuppressed(e);
            throw wrong;
        }
    }

    private static final int ROW_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final int CHUNK_ROWS = 8_192;

    /** Each text holds some rows as columns: all first halves, all second halves, all paths, all tags; big endian. */
    private static void rows(IdentityRows rows, JsonGenerator json) throws IOException {
        long[] high = new long[CHUNK_ROWS];
        long[] low = new long[CHUNK_ROWS];
        int[] path = new int[CHUNK_ROWS];
        int[] tag = new int[CHUNK_ROWS];
        json.writeStartObject();
        json.writeFieldName("size");
        integer(rows.size(), json);
        json.writeArrayFieldStart("rows");
        try (IdentityRows.Cursor cursor = rows.cursor()) {
            boolean more = cursor.advance();
            while (more) {
                int size = 0;
                for (; more && size < CHUNK_ROWS; more = cursor.advance()) {
                    high[size] = cursor.high();
                    low[size] = cursor.low();
                    path[size] = cursor.path();
                    tag[size++] = cursor.tag();
                }
                ByteBuffer chunk = ByteBuffer.allocate(size * ROW_BYTES);
                chunk.asLongBuffer().put(high, 0, size).put(low, 0, size);
                chunk.position(2 * Long.BYTES * size);
                chunk.asIntBuffer().put(path, 0, size).put(tag, 0, size);
                json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, chunk.array(), 0, chunk.capacity());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static IdentityRows rows(JsonParser json, Path spillFolder) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(json, IdentityRows.class, "identities");
        }
        long size = -1;
        try (Identities.Builder builder = Identities.builder(spillFolder)) {
            for (String name; (name = json.nextFieldName()) != null; ) {
                JsonToken value = json.nextToken();
                if (name.equals("size")) {
                    size = wholeLong(json);
                } else if (name.equals("rows") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        chunk(json, builder);
                    }
                } else {
                    throw wrong(json, IdentityRows.class, "property '" + name + "' in identities");
                }
            }
            IdentityRows rows = builder.build();
            if (rows.size() != size) {
                rows.close();
                throw wrong(json, IdentityRows.class, "whole identities: " + rows.size() + " of " + size);
            }
            return rows;
        }
    }

    private static void chunk(JsonParser json, Identities.Builder builder) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(json, IdentityRows.class, "identities");
        }
        ByteBuffer chunk = ByteBuffer.wrap(json.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS));
        if (chunk.remaining() % ROW_BYTES != 0) {
            throw wrong(json, IdentityRows.class, "identities");
        }
        int size = chunk.remaining() / ROW_BYTES;
        for (int i = 0; i < size; i++) {
            int path = chunk.getInt(2 * Long.BYTES * size + Integer.BYTES * i);
            int tag = chunk.getInt((2 * Long.BYTES + Integer.BYTES) * size + Integer.BYTES * i);
            if (path < -1 || tag < 0) {
                throw wrong(json, IdentityRows.class, "identities");
            }
            builder.add(chunk.getLong(Long.BYTES * i), chunk.getLong(Long.BYTES * (size + i)), path, tag);
        }
    }
}
