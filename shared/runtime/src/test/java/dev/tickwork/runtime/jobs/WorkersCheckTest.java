package dev.tickwork.runtime.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.runtime.health.HealthCheck;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WorkersCheckTest {
    @Test
    void callers_are_turned_away_when_nobody_works() {
        assertThat(WorkersCheck.of(OptionalInt.of(0))).isEqualTo(HealthCheck.down("no workers"));
    }

    @Test
    void one_that_works_is_enough_and_so_is_not_knowing() {
        assertThat(WorkersCheck.of(OptionalInt.of(1))).isEqualTo(HealthCheck.up());
        assertThat(WorkersCheck.of(OptionalInt.empty())).isEqualTo(HealthCheck.up());
    }
}
