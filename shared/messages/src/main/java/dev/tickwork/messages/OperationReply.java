package dev.tickwork.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers. Its body stays the text that its room wrote, for most who get it only hand it on.
 *
 * @param status the HTTP status, 200 to 299
 * @param json the JSON document, {@code body} on the wire; null for 204
 * @param headers further response headers
 */
public record OperationReply(int status, @Nullable String json, Map<String, String> headers) {
    private static final String BODY = "body";
    private static final Set<String> OTHERS = Set.of("status", "headers");

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
        Map<String, JsonText.Part> fields = JsonText.fields(text, BODY, OTHERS);
        JsonText.Part body = fields.remove(BODY);
        var rest = Wire.fromTree(Wire.tree("{" + JsonText.joined(fields) + "}"), Rest.class);
        String json = body == null || body.text().equals("null") ? null : body.text();
        return new OperationReply(rest.status(), json, rest.headers());
    }

    /** The reverse. The body stands last, so that nobody has to look for its end. */
    String encode() {
        return "{\"status\":" + status + ",\"headers\":" + Wire.text(headers) + ",\"body\":" + json + "}";
    }

    private record Rest(int status, Map<String, String> headers) {}
}
