package dev.tickwork.candleingest.stream;

import java.util.List;

/**
 * How this node listens.
 *
 * @param connections that are open
 * @param subscribed series that are heard
 * @param buffered candles that wait to be stored
 * @param problems why something is not heard or stored, in words for people; empty when all is well
 */
public record StreamStatus(int connections, int subscribed, int buffered, List<String> problems) {
    public StreamStatus {
        problems = List.copyOf(problems);
    }
}
