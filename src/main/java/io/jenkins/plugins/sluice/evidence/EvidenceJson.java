package io.jenkins.plugins.sluice.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of evidence, for reference files, journals and the way from agent to controller.
 *
 * <p>Records are objects with their components' names; what is null is left out. Integers beyond ±(2^53−1) are strings,
 * there are no floating point numbers, and map entries stand in order of their keys. Instants are RFC 3339 in UTC with
 * milliseconds (finer parts are dropped). A {@link Quantity} is its numerator under its {@linkplain Dimension#key
 * dimension's key}, with {@code per} for a denominator other than 1; an {@link Identity} is 32 hexadecimal digits; a
 * {@link Histogram} is value and count in turn; {@link IdentityRows} are {@code {"size": n, "rows": [base64 …]}}. Reading
 * is strict: unknown or missing properties, repeated keys and floating point numbers are errors.
 */
public final class EvidenceJson {

    /** The version that is written; earlier ones are read, later ones are refused. */
    public static final int VERSION = 1;

    private static final String FORMAT = "sluice-evidence";

    private final JsonMapper mapper;

    /** @param spillFolder an existing folder for identities that are too many to keep in memory when they are read */
    public EvidenceJson(Path spillFolder) {
        mapper = JsonMapper.builder(new JsonFactory())
                .addModule(EvidenceModule.module(spillFolder))
                .annotationIntrospector(new RecordsNeedTheirParts())
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    /** The mapper behind it, for the codecs of other records by the same rules; it must not be changed. */
    public JsonMapper mapper() {
        return mapper;
    }

    /** Writes a set with its format and version; the stream stays open. */
    public void write(OutputStream out, EvidenceSet evidence) throws IOException {
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeFieldName("evidence");
            mapper.writeValue(json, evidence);
            json.writeEndObject();
        }
    }

    /**
     * Reads what {@link #write} wrote; the stream stays open. Close the rows of its summaries after use.
     *
     * @throws IOException when it is no such set, is of a later version, or the stream fails
     */
    public EvidenceSet read(InputStream in) throws IOException {
        try (JsonParser json = mapper.createParser(in)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, json);
            expect("format".equals(json.nextFieldName()) && FORMAT.equals(json.nextTextValue()), json);
            expect("version".equals(json.nextFieldName()) && json.nextToken() == JsonToken.VALUE_NUMBER_INT, json);
            int version = json.getIntValue();
            if (version < 1 || version > VERSION) {
                throw new IOException(
                        "evidence of format version " + version + ", but this Sluice knows only versions up to "
                                + VERSION + "; use the Sluice that wrote it, or a later one");
            }
            expect("evidence".equals(json.nextFieldName()), json);
            json.nextToken();
            EvidenceSet evidence = mapper.readerFor(EvidenceSet.class)
                    .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(json);
            expect(json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null, json);
            return evidence;
        } catch (JsonProcessingException e) {
            throw new IOException("no whole evidence file: " + e.getMessage(), e);
        }
    }

    private static void expect(boolean asExpected, JsonParser json) throws IOException {
        if (!asExpected) {
            throw new IOException(
                    "no evidence file: it begins with format, version and evidence, in this order; see line "
                            + json.currentLocation().getLineNr());
        }
    }

    /** Every component of a record must be there unless it may be null. */
    private static final class RecordsNeedTheirParts extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            if (member instanceof AnnotatedParameter parameter
                    && member.getDeclaringClass().isRecord()) {
                RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
                int index = parameter.getIndex();
                if (components.length == parameter.getOwner().getParameterCount() && index < components.length) {
                    return !components[index].getAnnotatedType().isAnnotationPresent(Nullable.class);
                }
            }
            return super.hasRequiredMarker(member);
        }
    }
}
