package dev.tickwork.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers.
 *
 * @param status the HTTP status, 200 to 299
 * @param body the JSON document; null for 204
 * @param headers further response headers
 */
public record OperationReply(int status, @Nullable JsonNode body, Map<String, String> headers) {
    public OperationReply {
        headers = Map.copyOf(headers);
    }

    public static OperationReply ok(Record body) {
        return new OperationReply(200, Wire.toTree(body), Map.of());
    }

    public static OperationReply created(Record body) {
        return new OperationReply(201, Wire.toTree(body), Map.of());
    }

    /** Taken in, to be done later. */
    public static OperationReply accepted(Record body) {
        return new OperationReply(202, Wire.toTree(body), Map.of());
    }

    public static OperationReply noContent() {
        return new OperationReply(204, null, Map.of());
    }
}
