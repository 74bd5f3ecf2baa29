package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.Wire;

/** Twelve Data's error objects, in their shape and with their codes. */
final class TwelveDataError {
    private TwelveDataError() {}

    static ObjectNode of(int code, String message) {
        return Wire.object().put("code", code).put("message", message).put("status", "error");
    }

    static ObjectNode unknownSymbol(String symbol) {
        return of(400, "**symbol** " + symbol + " is not known here.");
    }

    /** An empty window is an error to this vendor; clients know it by these words. */
    static ObjectNode noData() {
        return of(400, "No data is available on the specified dates. Try setting different start/end dates.");
    }

    static ObjectNode notRecorded(String symbol) {
        return of(404, "No data was recorded for **symbol** " + symbol + ".");
    }

    static ObjectNode spentMinute(int used, int limit) {
        return of(
                429,
                "No API credits are left for the current minute: " + used + " were used, the limit is " + limit + ".");
    }

    static ObjectNode spentDay(int used, int limit) {
        return of(429, "No API credits are left for the day: " + used + " were used, the limit is " + limit + ".");
    }

    static boolean isError(ObjectNode answer) {
        return answer.path("status").asText().equals("error");
    }
}
