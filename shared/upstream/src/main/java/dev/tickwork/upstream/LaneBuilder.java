package dev.tickwork.upstream;

import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

/** Puts together what belongs to calls to one provider. */
final class LaneBuilder {
    private final UpstreamParts parts;
    private final Gate gate;
    private final HttpWire wire;
    private final Redactor redactor;

    LaneBuilder(UpstreamParts parts, Gate gate, HttpWire wire, Redactor redactor) {
        this.parts = parts;
        this.gate = gate;
        this.wire = wire;
        this.redactor = redactor;
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
                new Pace(provider, policy.rate(), parts.rateLimit(), parts.clock(), parts.pause()),
                purse,
                new Backoff(policy.retry(), parts.random()),
                new Complaints(provider, policy.retry().maxRetries(), parts.rateLimit()),
                new History(),
                meters,
                parts.pause(),
                parts.clock());
    }

    /** @param trust whose certificates are believed; null for everybody's usual ones */
    MailLane mail(MailPolicy policy, @Nullable TrustOptions trust) {
        var breaker = new Breaker(parts.vertx(), MailLane.NAME, policy.breaker(), parts.clock());
        var meters = new UpstreamMeters(parts.meters(), MailLane.NAME);
        meters.watch(breaker);
        var failures = new MailFailures(policy.server(), redactor, parts.clock());
        return new MailLane(
                policy,
                gate,
                new MailWire(parts.vertx(), policy, trust),
                failures,
                breaker,
                new Pace(MailLane.NAME, policy.rate(), parts.rateLimit(), parts.clock(), parts.pause()),
                new History(),
                meters,
                parts.clock());
    }
}
