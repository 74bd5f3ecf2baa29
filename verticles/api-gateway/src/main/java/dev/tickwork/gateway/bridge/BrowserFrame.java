package dev.tickwork.gateway.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says, in the event-bus bridge protocol: a JSON object with {@code type}, {@code address},
 * {@code headers}, {@code body} and {@code replyAddress}.
 *
 * @param type what it wants
 * @param address whom it concerns; empty for a ping
 * @param authorization the value of its header of that name; null when it has none
 * @param replyAddress under which the browser expects an answer; null when it does not
 * @param body what it sends; null when it sends nothing
 * @see <a href="https://vertx.io/docs/vertx-web/java/#_sockjs_event_bus_bridge">the bridge of Vert.x</a>
 */
record BrowserFrame(
        Type type,
        String address,
        @Nullable String authorization,
        @Nullable String replyAddress,
        @Nullable JsonNode body) {
    enum Type {
        PING,
        REGISTER,
        UNREGISTER,
        SEND,
        PUBLISH
    }

    private static final int LONGEST_ADDRESS = 200;
    private static final int LONGEST_REPLY_ADDRESS = 64;

    /** Where an answer or a refusal goes: to the reply address, else to the handlers of the address. */
    String answerAddress() {
        return replyAddress == null ? address : replyAddress;
    }

    /** Reads a frame; an {@link ApiProblem} with status 400 says what is wrong with it. */
    static BrowserFrame read(String text) {
        JsonNode frame = tree(text);
        Type type = type(text(frame, "type"));
        String address = text(frame, "address");
        if (type == Type.PING) {
            return new BrowserFrame(type, "", null, null, null);
        }
        if (address == null || address.isEmpty() || address.length() > LONGEST_ADDRESS) {
            throw bad("a frame of this type needs an address of 1 to " + LONGEST_ADDRESS + " characters");
        }
        return new BrowserFrame(
                type, address, text(frame.path("headers"), "Authorization"), replyAddress(frame), frame.get("body"));
    }

    private static JsonNode tree(String text) {
        try {
            return Wire.tree(text);
        } catch (WireException e) {
            throw bad("a frame is one JSON object");
        }
    }

    private static Type type(@Nullable String label) {
        for (Type type : Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(label)) {
                return type;
            }
        }
        throw bad("type is one of ping, register, unregister, send, publish");
    }

    private static @Nullable String replyAddress(JsonNode frame) {
        String address = text(frame, "replyAddress");
        if (address != null && address.length() > LONGEST_REPLY_ADDRESS) {
            throw bad("replyAddress has at most " + LONGEST_REPLY_ADDRESS + " characters");
        }
        return address;
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    private static ApiProblem bad(String detail) {
        return ApiProblem.of(400, "bad_frame", detail);
    }
}
