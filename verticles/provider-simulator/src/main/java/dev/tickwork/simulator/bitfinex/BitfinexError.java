package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tickwork.simulator.Answer;

/** Bitfinex's error arrays, with its codes and words; a caller's mistake is a 500 to it, too. */
final class BitfinexError {
    private BitfinexError() {}

    /** @param what such as {@code limit} or {@code symbol} */
    static Answer invalid(String what) {
        return of(500, 10020, what + ": invalid");
    }

    static Answer rateLimited() {
        return of(429, 11010, "ratelimit: error");
    }

    static Answer maintenance() {
        return of(503, 20060, "maintenance");
    }

    static Answer broken() {
        return of(500, 10001, "ERR_GENERIC");
    }

    static Answer of(int status, int code, String words) {
        return new Answer(status, array(code, words));
    }

    static ArrayNode array(int code, String words) {
        return JsonNodeFactory.instance.arrayNode().add("error").add(code).add(words);
    }
}
