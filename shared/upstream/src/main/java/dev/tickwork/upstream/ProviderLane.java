package dev.tickwork.upstream;

import java.time.Clock;

/** Everything that belongs to calls to one provider. */
record ProviderLane(
        String provider,
        ProviderPolicy policy,
        Gate gate,
        HttpWire wire,
        Redactor redactor,
        Breaker breaker,
        Pace pace,
        Purse purse,
        Backoff backoff,
        Complaints complaints,
        History history,
        UpstreamMeters meters,
        Pause pause,
        Clock clock) {}
