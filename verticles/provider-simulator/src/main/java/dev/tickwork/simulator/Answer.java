package dev.tickwork.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a vendor answers to one request.
 *
 * @param status the HTTP status
 * @param headers further headers
 * @param body the JSON document
 */
public record Answer(int status, Map<String, String> headers, JsonNode body) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    public Answer(int status, JsonNode body) {
        this(status, Map.of(), body);
    }

    /** This answer with one header more. */
    public Answer with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
