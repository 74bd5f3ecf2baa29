package dev.tickwork.runtime.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunOrdersTest {
    private static final JobDefinition PRICES = JobDefinition.of(
                    "daily-prices", JobQueue.DEFAULT, new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(2)))
            .knownAs("price_refresh")
            .taking(Days.class)
            .scheduled(
                    Schedule.every(Duration.ofHours(1)).named("smart").with(new Days("smart")),
                    Schedule.every(Duration.ofDays(1)).named("full").with(new Days("full")));

    private final RunOrders orders = new RunOrders(List.of(PRICES));

    record Days(String mode) {}

    @Test
    void a_job_without_arguments_does_what_it_does_by_its_first_schedule() {
        assertThat(orders.one("price_refresh", Map.of())).containsExactly(new RunOrder(PRICES, new Days("smart")));
        assertThat(orders.nightly()).containsExactly(new RunOrder(PRICES, new Days("smart")));
    }

    @Test
    void what_is_typed_counts_instead() {
        assertThat(orders.one("daily-prices", Map.of("mode", "full")))
                .containsExactly(new RunOrder(PRICES, new Days("full")));
    }

    @Test
    void what_a_job_does_not_take_is_refused_by_name() {
        assertThatThrownBy(() -> orders.one("daily-prices", Map.of("mood", "good")))
                .hasMessageContaining("mood");
    }
}
