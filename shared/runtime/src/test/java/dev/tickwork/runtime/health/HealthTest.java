package dev.tickwork.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.health.HealthCheck.State;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final Health health = new Health();

    @Test
    void without_checks_all_is_well() {
        assertThat(health.report().state()).isEqualTo(State.UP);
    }

    @Test
    void the_worst_check_decides_and_only_down_is_not_ready() {
        health.register("postgres", HealthCheck::up);
        health.register("redis", () -> HealthCheck.degraded("redis is away"));
        assertThat(health.report().state()).isEqualTo(State.DEGRADED);
        assertThat(health.report().isReady()).isTrue();

        health.register("postgres", () -> HealthCheck.down("postgres is away"));

        assertThat(health.report().state()).isEqualTo(State.DOWN);
        assertThat(health.report().isReady()).isFalse();
    }

    @Test
    void a_check_that_fails_is_down_and_harms_no_other() {
        health.register("good", HealthCheck::up);
        health.register("broken", () -> {
            throw new IllegalStateException("oops");
        });

        HealthReport report = health.report();

        assertThat(report.checks()).containsEntry("good", HealthCheck.up());
        assertThat(report.checks().get("broken")).isEqualTo(HealthCheck.down("its check failed: oops"));
    }

    @Test
    void a_check_that_is_taken_away_no_longer_counts() {
        health.register("gone", () -> HealthCheck.down("x"));

        health.remove("gone");

        assertThat(health.report().isReady()).isTrue();
    }

    @Test
    void a_report_reads_back_from_its_json() {
        health.register("redis", () -> HealthCheck.degraded("redis is away"));
        HealthReport report = health.report();

        String json = Wire.encode(report);

        assertThat(json).contains("\"state\":\"degraded\"").contains("\"reason\":\"redis is away\"");
        assertThat(Wire.decode(json, HealthReport.class)).isEqualTo(report);
    }
}
