package dev.tickwork.gateway.bridge;

import java.time.Duration;

/** The usual limits, one of them changed for a test. */
record Limits(
        Duration tokenWait,
        Duration silence,
        Duration stall,
        int subscriptions,
        int requests,
        int unsentBytes,
        int lines,
        int sockets) {
    Limits() {
        this(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30), 1_000, 16, 65_536, 256, 10_000);
    }

    Limits tokenWait(Duration wait) {
        return new Limits(wait, silence, stall, subscriptions, requests, unsentBytes, lines, sockets);
    }

    Limits silence(Duration longest) {
        return new Limits(tokenWait, longest, stall, subscriptions, requests, unsentBytes, lines, sockets);
    }

    Limits stall(Duration longest) {
        return new Limits(tokenWait, silence, longest, subscriptions, requests, unsentBytes, lines, sockets);
    }

    Limits subscriptions(int most) {
        return new Limits(tokenWait, silence, stall, most, requests, unsentBytes, lines, sockets);
    }

    Limits requests(int most) {
        return new Limits(tokenWait, silence, stall, subscriptions, most, unsentBytes, lines, sockets);
    }

    Limits lines(int most) {
        return new Limits(tokenWait, silence, stall, subscriptions, requests, unsentBytes, most, sockets);
    }

    Limits sockets(int most) {
        return new Limits(tokenWait, silence, stall, subscriptions, requests, unsentBytes, lines, most);
    }

    BridgeLimits build() {
        return new BridgeLimits(
                tokenWait, silence, stall, sockets, subscriptions, requests, 16_384, 50, unsentBytes, lines);
    }
}
