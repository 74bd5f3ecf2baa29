package dev.tickwork.runtime.outside;

import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.upstream.UpstreamStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What providers mean for the health of a process: it works on without them, but somebody should know. */
public final class OutsideHealth {
    private OutsideHealth() {}

    /** Degraded while no call to one of them would go out; the reasons name their providers themselves. */
    public static HealthCheck of(List<UpstreamStatus> providers) {
        String held = providers.stream()
                .map(UpstreamStatus::held)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        return held.isEmpty() ? HealthCheck.up() : HealthCheck.degraded(held);
    }
}
