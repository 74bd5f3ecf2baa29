package dev.tickwork.gateway.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What the bridge says, in the event-bus bridge protocol. Bodies that came as JSON text stay as they are: nothing is
 * parsed and written again on the way to the browser.
 */
final class BridgeFrames {
    private BridgeFrames() {}

    /** The newest value of an address. */
    static String value(String address, String json) {
        return "{\"type\":\"rec\",\"address\":" + quoted(address) + ",\"body\":" + json + "}";
    }

    /**
     * One line of a list.
     *
     * @param sequence counts the lines of this address on this gateway, from 1
     */
    static String line(String address, long sequence, String json) {
        return "{\"type\":\"rec\",\"address\":" + quoted(address) + ",\"headers\":{\"seq\":\"" + sequence
                + "\"},\"body\":" + json + "}";
    }

    /**
     * Stands for lines that this browser will not get: it was too slow, or the feed was away.
     *
     * @param sequence of the last line that is missing
     * @param missing how many; 0 when nobody knows
     */
    static String gap(String address, long sequence, long missing) {
        return "{\"type\":\"rec\",\"address\":" + quoted(address) + ",\"headers\":{\"seq\":\"" + sequence
                + "\",\"gap\":\"" + missing + "\"},\"body\":null}";
    }

    static String reply(String replyAddress, OperationReply reply) {
        ObjectNode headers = Wire.object().put("status", Integer.toString(reply.status()));
        reply.headers().forEach(headers::put);
        return "{\"type\":\"rec\",\"address\":" + quoted(replyAddress) + ",\"headers\":" + headers + ",\"body\":"
                + reply.json() + "}";
    }

    /**
     * Says what went wrong.
     *
     * @param address the reply address, or the address that was refused; null when it concerns the whole socket
     */
    static String error(@Nullable String address, ApiProblem problem) {
        ObjectNode frame = Wire.object().put("type", "err");
        if (address != null) {
            frame.put("address", address);
        }
        return frame.put("failureCode", problem.status())
                .put("failureType", "RECIPIENT_FAILURE")
                .put("message", problem.code() + ": " + problem.detail())
                .toString();
    }

    private static String quoted(String address) {
        return Wire.object().textNode(address).toString();
    }
}
