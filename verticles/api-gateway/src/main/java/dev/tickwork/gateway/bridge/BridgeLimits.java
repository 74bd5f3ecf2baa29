package dev.tickwork.gateway.bridge;

import java.time.Duration;

/**
 * What one browser may cost. Durations are counted in beats of the bridge, so they are exact to one {@link #BEAT}.
 *
 * @param tokenWait how long a socket may stay without a valid token
 * @param silence how long a socket may send nothing, pings included, before it counts as gone
 * @param stall how long a socket may take no byte while some wait for it
 * @param sockets open at once on this gateway
 * @param subscriptionsPerSocket addresses that one socket may hear
 * @param requestsPerSocket operations that one socket may wait for at once, answers that it has not taken included
 * @param frameBytes of one frame from a browser
 * @param framesPerSecond from one browser, on average; twice its subscriptions may come at once, as after a reconnect
 * @param unsentBytes to one browser, handed to the network but not taken; beyond them only the newest value of a topic
 *     waits
 * @param waitingLines of lists (jobs, news) for one browser; beyond them the oldest are dropped and the gap is marked
 */
public record BridgeLimits(
        Duration tokenWait,
        Duration silence,
        Duration stall,
        int sockets,
        int subscriptionsPerSocket,
        int requestsPerSocket,
        int frameBytes,
        int framesPerSecond,
        int unsentBytes,
        int waitingLines) {
    static final Duration BEAT = Duration.ofMillis(250);
    private static final int SHORTEST_FRAME = 256;
    /** What the HTTP server takes in one websocket frame. */
    private static final int LONGEST_FRAME = 65_536;

    public BridgeLimits {
        refuseUnless(tokenWait.compareTo(BEAT) >= 0, "token_wait", "at least " + BEAT.toMillis() + " ms", tokenWait);
        refuseUnless(silence.compareTo(BEAT) >= 0, "silence", "at least " + BEAT.toMillis() + " ms", silence);
        refuseUnless(stall.compareTo(BEAT) >= 0, "stall", "at least " + BEAT.toMillis() + " ms", stall);
        refuseUnless(sockets >= 1, "sockets", "at least 1", sockets);
        refuseUnless(subscriptionsPerSocket >= 1, "subscriptions_per_socket", "at least 1", subscriptionsPerSocket);
        refuseUnless(requestsPerSocket >= 1, "requests_per_socket", "at least 1", requestsPerSocket);
        refuseUnless(
                frameBytes >= SHORTEST_FRAME && frameBytes <= LONGEST_FRAME,
                "frame_bytes",
                "from " + SHORTEST_FRAME + " to " + LONGEST_FRAME,
                frameBytes);
        refuseUnless(framesPerSecond >= 1, "frames_per_second", "at least 1", framesPerSecond);
        refuseUnless(unsentBytes >= 1, "unsent_bytes", "at least 1", unsentBytes);
        refuseUnless(waitingLines >= 1, "waiting_lines", "at least 1", waitingLines);
    }

    /** What suits a console with a few hundred instruments. */
    public static BridgeLimits usual() {
        return new BridgeLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                10_000,
                1_000,
                16,
                32_768,
                50,
                65_536,
                256);
    }

    int framesAtOnce() {
        return 2 * subscriptionsPerSocket + framesPerSecond;
    }

    private static void refuseUnless(boolean fits, String field, String right, Object value) {
        if (!fits) {
            throw new IllegalArgumentException(field + ": must be " + right + ", but is " + value);
        }
    }
}
