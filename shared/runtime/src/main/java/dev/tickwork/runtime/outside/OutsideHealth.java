package dev.tickwork.runtime.outside;

import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.upstream.UpstreamStatus;
import java.util.List;
import java.util.stream.Collectors;

/** What providers mean for the health of a process: it works on without them, but somebody should know. */
public final class OutsideHealth {
    private OutsideHealth() {}

    /** Degraded while no call to one of them would go out. */
    public static HealthCheck of(List<UpstreamStatus> providers) {
        String held = providers.stream()
                .filter(provider -> provider.held() != null)
                .map(provider -> provider.provider() + ": " + provider.held())
                .collect(Collectors.joining("; "));
        return held.isEmpty() ? HealthCheck.up() : HealthCheck.degraded(held);
    }
}
