package dev.tickwork.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers. Its body stays the text that its room wrote, for most who get it only hand it on.
 *
 * @param status the HTTP status, 200 to 299
 * @param json the JSON document, {@code body} on the wire; null for 204
 * @param headers further response headers
 */
public record OperationReply(int status, @Nullable String json, Map<String, String> headers) {
    public OperationReply {
        headers = Map.copyOf(headers);
    }

    public OperationReply(int status, JsonNode body, Map<String, String> headers) {
        this(status, body.toString(), headers);
    }

    public static OperationReply ok(Record body) {
        return new OperationReply(200, Wire.encode(body), Map.of());
    }

    public static OperationReply created(Record body) {
        return new OperationReply(201, Wire.encode(body), Map.of());
    }

    /** Taken in, to be done later. */
    public static OperationReply accepted(Record body) {
        return new OperationReply(202, Wire.encode(body), Map.of());
    }

    public static OperationReply noContent() {
        return new OperationReply(204, (String) null, Map.of());
    }

    /** The document as a tree of one's own; null for 204. */
    public @Nullable JsonNode body() {
        return json == null ? null : Wire.tree(json);
    }

    /** A {@link WireException} when {@code text} is not one. */
    static OperationReply decode(String text) {
        Map<String, String> fields = JsonText.fields(text);
        String body = fields.remove("body");
        var rest = Wire.fromTree(Wire.tree("{" + JsonText.joined(fields) + "}"), Rest.class);
        return new OperationReply(rest.status(), "null".equals(body) ? null : body, rest.headers());
    }

    /** The reverse. The body is put in as it is. */
    String encode() {
        return "{\"status\":" + status + ",\"body\":" + json + ",\"headers\":" + Wire.text(headers) + "}";
    }

    private record Rest(int status, Map<String, String> headers) {}
}
