package dev.tickwork.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * This node's own limiter: decides while Redis is away, and remembers what it knows while Redis is there. Moments are
 * microseconds of the epoch.
 */
final class LocalRateLimit {
    /** Nodes' clocks differ by less; a clock that is further behind what was seen was moved back. */
    static final long CLOCK_SLACK = 10_000_000;

    private static final int NAMES_BEFORE_SWEEP = 10_000;

    /** When the bucket of a name is full again, and when that was found out. */
    private record State(long fullAt, long seenAt) {
        boolean isFromTheFuture(long now) {
            return seenAt > now + CLOCK_SLACK;
        }
    }

    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Map<String, State> holds = new ConcurrentHashMap<>();

    Gcra take(PermitRequest request, long now) {
        var decision = new Gcra[1];
        states.compute(request.name(), (name, state) -> {
            decision[0] = Gcra.decide(request, fullAt(state, now) - now);
            return new State(now + decision[0].fullIn(), now);
        });
        sweep(now);
        return decision[0];
    }

    /** The full moment that this node knows of; 0 for none. */
    long known(String name, long now) {
        return fullAt(states.get(name), now);
    }

    void learn(String name, long now, long fullIn) {
        states.compute(name, (same, state) -> new State(Math.max(fullAt(state, now), now + fullIn), now));
        sweep(now);
    }

    /** The other side holds a name; few do. */
    void hold(String name, long now, long until) {
        holds.compute(name, (same, state) -> new State(Math.max(fullAt(state, now), until), now));
    }

    /** Until when this node knows a name to be held; 0 for never. */
    long heldUntil(String name, long now) {
        return fullAt(holds.get(name), now);
    }

    /** Names whose bucket is full again need no memory; there is one per user. */
    private void sweep(long now) {
        if (states.size() > NAMES_BEFORE_SWEEP) {
            states.values().removeIf(state -> state.fullAt() <= now || state.isFromTheFuture(now));
        }
    }

    private static long fullAt(@Nullable State state, long now) {
        return state == null || state.isFromTheFuture(now) ? 0 : state.fullAt();
    }
}
