package dev.tickwork.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON text: names in snake case, decimals and times as text, unknown fields ignored, missing ones refused
 * unless the component is {@code @Nullable}. A component that is added after the first release is therefore nullable, so
 * that what an older node said still decodes.
 */
public final class Wire {
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(BigDecimal.class, new DecimalAsText())
                    .addSerializer(Instant.class, new InstantAsText()))
            .propertyNamingStrategy(NAMES)
            // A record says its components and not what its other methods make of them.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectMapper STRICT = MAPPER.copy()
            .setAnnotationIntrospector(
                    AnnotationIntrospector.pair(new RequiredByJackson(), new JacksonAnnotationIntrospector()));
    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return STRICT.readerFor(type);
        }
    };

    private Wire() {}

    /** The record as one line of JSON. */
    public static String encode(Record message) {
        return message instanceof OperationReply reply ? reply.encode() : text(message);
    }

    /** The record that {@code json} is; a {@link WireException} when it is not one. */
    public static <T extends Record> T decode(String json, Class<T> type) {
        return type == OperationReply.class ? type.cast(OperationReply.decode(json)) : record(json, type);
    }

    // What is not in order is looked at more closely, to say what is wrong.
    private static <T extends Record> T record(String json, Class<T> type) {
        T read = readAtOnce(json, type);
        return read == null ? fromTree(tree(json), type) : read;
    }

    private static <T extends Record> @Nullable T readAtOnce(String json, Class<T> type) {
        try {
            return READERS.get(type).readValue(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Any JSON document as a tree. */
    public static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new WireException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** What a record's component is called in JSON: {@code olderThanDays} is {@code older_than_days} unless it is annotated. */
    public static String nameOf(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? NAMES.translate(component.getName()) : named.value();
    }

    /** An empty JSON object, to be filled. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The record as a tree. */
    public static JsonNode toTree(Record message) {
        return MAPPER.valueToTree(message);
    }

    /** The record that {@code tree} is; a {@link WireException} when it is not one. */
    public static <T extends Record> T fromTree(JsonNode tree, Class<T> type) {
        RequiredComponents.check(tree, type);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new WireException(type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    static String text(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new WireException(
                    message.getClass().getSimpleName() + " cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /** Decimals travel as text: a JSON number would become a double in the next reader's hands. */
    private static final class DecimalAsText extends StdSerializer<BigDecimal> {
        private static final long serialVersionUID = 1;

        DecimalAsText() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toPlainString());
        }
    }
}
