package dev.tickwork.candleingest;

import dev.tickwork.candleingest.stream.StreamSettings;
import dev.tickwork.candleingest.stream.StreamSettings.Reconnecting;
import dev.tickwork.candleingest.stream.StreamSettings.Saving;
import java.time.Duration;

/**
 * How the present is heard.
 *
 * @param enabled whether it is
 * @param catchupLookback how far back a start asks for candles besides
 * @param maxSubscriptionsPerConnection series on one connection
 * @param saveBatchSize candles are written when so many wait
 * @param saveFlush or when the oldest waits so long
 * @param saveRoom the most candles that wait on a node
 * @param reconnectInitialBackoff how long to wait before connecting again, at first
 * @param reconnectMaxBackoff and at most
 */
public record StreamConfig(
        boolean enabled,
        Duration catchupLookback,
        int maxSubscriptionsPerConnection,
        int saveBatchSize,
        Duration saveFlush,
        int saveRoom,
        Duration reconnectInitialBackoff,
        Duration reconnectMaxBackoff) {
    private static final int LARGEST_BATCH = 10_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);

    public StreamConfig {
        require(
                maxSubscriptionsPerConnection >= 1,
                "maxSubscriptionsPerConnection: " + maxSubscriptionsPerConnection + " is below 1");
        require(
                saveBatchSize >= 1 && saveBatchSize <= LARGEST_BATCH,
                "saveBatchSize: must be 1 to " + LARGEST_BATCH + " but is " + saveBatchSize);
        require(saveFlush.compareTo(SHORTEST) >= 0, "saveFlush: " + saveFlush + " is shorter than 100 ms");
        require(saveRoom >= saveBatchSize, "saveRoom: " + saveRoom + " is below saveBatchSize, " + saveBatchSize);
        require(
                reconnectInitialBackoff.compareTo(SHORTEST) >= 0,
                "reconnectInitialBackoff: " + reconnectInitialBackoff + " is shorter than 100 ms");
        require(
                reconnectMaxBackoff.compareTo(reconnectInitialBackoff) >= 0,
                "reconnectMaxBackoff: " + reconnectMaxBackoff + " is shorter than reconnectInitialBackoff, "
                        + reconnectInitialBackoff);
    }

    /** The same, for whoever listens. */
    StreamSettings settings(Duration grace) {
        return new StreamSettings(
                maxSubscriptionsPerConnection,
                catchupLookback,
                grace,
                new Saving(saveBatchSize, saveFlush, saveRoom),
                new Reconnecting(reconnectInitialBackoff, reconnectMaxBackoff));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
