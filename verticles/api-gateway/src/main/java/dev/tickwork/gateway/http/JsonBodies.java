package dev.tickwork.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwork.messages.ApiProblem;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that callers send, and none that is made to harm: too deep, ambiguous, or with something behind it. */
final class JsonBodies {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 100;
    private static final String JSON = "application/json";
    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private JsonBodies() {}

    /** @throws ApiProblem 415 unless it is JSON in UTF-8 */
    static void checkType(@Nullable String contentType) {
        String[] parts = contentType == null
                ? new String[] {""}
                : contentType.toLowerCase(Locale.ROOT).replace(" ", "").split(";", -1);
        boolean isUtf8 = parts.length == 1 || parts[1].replace("\"", "").equals("charset=utf-8");
        if (!parts[0].equals(JSON) || !isUtf8) {
            throw ApiProblem.of(415, "unsupported_media_type", "the body must be application/json in UTF-8");
        }
    }

    /** @throws ApiProblem 400 that says where it is not JSON */
    static JsonNode read(Buffer body) {
        try {
            return STRICT.readTree(body.getBytes());
        } catch (JsonProcessingException e) {
            throw ApiProblem.of(400, "malformed_json", "the body is not JSON that is taken here: " + explain(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String explain(JsonProcessingException e) {
        var place = e.getLocation();
        return place == null
                ? e.getOriginalMessage()
                : e.getOriginalMessage() + ", line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
