package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Counts along with Bitfinex, whose one counter per socket stands behind the payload of every array. */
final class SequenceAudit {
    private static final int AFTER_CHANNEL = 1;
    private static final long NONE = -1;

    private long last = NONE;

    /** What is wrong with this array's place; empty when it is the next one, or carries none. */
    Optional<String> check(JsonNode array) {
        long number = number(array);
        if (number == NONE) {
            return Optional.empty();
        }
        long before = last;
        last = number;
        boolean isNext = before == NONE || number == before + 1;
        return isNext ? Optional.empty() : Optional.of("the sequence went from " + before + " to " + number);
    }

    private static long number(JsonNode array) {
        for (int i = AFTER_CHANNEL; i < array.size(); i++) {
            if (array.get(i).isIntegralNumber()) {
                return array.get(i).asLong();
            }
        }
        return NONE;
    }
}
