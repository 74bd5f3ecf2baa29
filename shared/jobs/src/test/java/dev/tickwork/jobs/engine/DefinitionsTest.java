package dev.tickwork.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {
    private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(strings = {"PriceFetch", "price_fetch", "", "-price", "price-", "1price"})
    void a_name_that_is_not_kebab_case_is_refused(String name) {
        assertThatThrownBy(() -> named(name)).hasMessage("name must be in kebab case but is " + name);
    }

    @Test
    void a_job_without_aliases_is_shown_by_its_name() {
        assertThat(named("price-fetch").shownName()).isEqualTo("price-fetch");
    }

    @Test
    void a_hard_limit_below_the_soft_one_is_refused() {
        assertThatThrownBy(() -> new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessage("hard must not be less than soft (PT2S) but is PT1S");
    }

    @Test
    void run_ids_are_of_version_7_and_in_the_order_of_their_moments() {
        var ids = new RunIds(new Random(7));
        Instant noon = Instant.parse("2026-03-02T12:00:00Z");

        List<UUID> made = IntStream.range(0, 1000)
                .mapToObj(step -> ids.next(noon.plusMillis(step)))
                .toList();

        assertThat(made).allSatisfy(id -> assertThat(id.version()).isEqualTo(7));
        assertThat(made).allSatisfy(id -> assertThat(id.variant()).isEqualTo(2));
        assertThat(made).extracting(UUID::toString).isSorted().doesNotHaveDuplicates();
    }

    private static JobDefinition named(String name) {
        return JobDefinition.of(name, JobQueue.DEFAULT, ScriptedJob.LIMITS).scheduled(HOURLY);
    }
}
