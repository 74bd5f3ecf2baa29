package dev.tickwork.upstream;

/** Puts together what belongs to calls to one provider. */
final class LaneBuilder {
    private final UpstreamParts parts;
    private final Gate gate;
    private final HttpWire wire;
    private final Redactor redactor;
    private final Pause pause;

    LaneBuilder(UpstreamParts parts, Gate gate, HttpWire wire, Redactor redactor, Pause pause) {
        this.parts = parts;
        this.gate = gate;
        this.wire = wire;
        this.redactor = redactor;
        this.pause = pause;
    }

    ProviderLane build(String provider, ProviderPolicy policy) {
        var breaker = new Breaker(parts.vertx(), provider, policy.breaker(), parts.clock());
        var purse = new Purse(provider, policy.credits(), parts.budget(), parts.clock());
        var meters = new UpstreamMeters(parts.meters(), provider);
        meters.watch(breaker, purse, policy.credits());
        return new ProviderLane(
                provider,
                policy,
                gate,
                wire,
                redactor,
                breaker,
                new Pace(provider, policy.rate(), parts.rateLimit(), parts.clock(), pause),
                purse,
                new Backoff(policy.retry(), parts.random()),
                new History(),
                meters,
                pause,
                parts.clock());
    }
}
