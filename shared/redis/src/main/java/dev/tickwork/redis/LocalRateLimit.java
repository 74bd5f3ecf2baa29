package dev.tickwork.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** This node's own limiter: decides while Redis is away, and remembers what it knows while Redis is there. */
final class LocalRateLimit {
    private static final int NAMES_BEFORE_SWEEP = 10_000;

    private final Map<String, Long> fullAt = new ConcurrentHashMap<>();

    Gcra take(PermitRequest request, long now) {
        var decision = new Gcra[1];
        fullAt.compute(request.name(), (name, known) -> {
            decision[0] = Gcra.decide(request, (known == null ? now : known) - now);
            return now + decision[0].fullIn();
        });
        sweep(now);
        return decision[0];
    }

    /** What this node knows of a name, in microseconds of the epoch; 0 for nothing. */
    long known(String name) {
        return fullAt.getOrDefault(name, 0L);
    }

    void learn(String name, long now, long fullIn) {
        fullAt.merge(name, now + fullIn, Math::max);
        sweep(now);
    }

    /** Names whose bucket is full again need no memory; there is one per user. */
    private void sweep(long now) {
        if (fullAt.size() > NAMES_BEFORE_SWEEP) {
            fullAt.values().removeIf(moment -> moment <= now);
        }
    }
}
