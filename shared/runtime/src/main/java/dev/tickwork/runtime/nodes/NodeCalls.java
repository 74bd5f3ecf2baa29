package dev.tickwork.runtime.nodes;

import dev.tickwork.messages.Call;
import dev.tickwork.runtime.health.HealthReport;
import java.time.Duration;
import java.util.UUID;

/** What one process asks another about itself. */
final class NodeCalls {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** @param asker the name of the node that asks, for the log of the other */
    record Question(String asker) {}

    /** @param text in Prometheus' format */
    record MetricsText(String text) {}

    private NodeCalls() {}

    static Call<Question, HealthReport> health(UUID node) {
        return new Call<>("node." + node + ".health", Question.class, HealthReport.class, PATIENCE);
    }

    static Call<Question, MetricsText> metrics(UUID node) {
        return new Call<>("node." + node + ".metrics", Question.class, MetricsText.class, PATIENCE);
    }
}
