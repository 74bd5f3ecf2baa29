package dev.tickwork.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.notices.NoticePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunLogTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final RunIdentity RUN = new RunIdentity(
            new UUID(1, 2),
            ScriptedJob.every(Duration.ofSeconds(5), ScriptedJob::done).definition(),
            NOON,
            1,
            1,
            NOON,
            RunIdentity.Ties.NONE);

    private final List<RunChange> heard = new ArrayList<>();
    private final RunLog log = new RunLog("a", heard::add);

    @Test
    void a_listener_that_throws_harms_no_run() {
        var broken = new RunLog("a", change -> {
            throw new IllegalStateException("console is gone");
        });

        assertThatCode(() -> broken.started(RUN)).doesNotThrowAnyException();
    }

    @Test
    void a_snoozed_run_is_pending_again() {
        log.ended(
                RUN,
                new Ending.Snoozed(NOON.plusSeconds(1), NOON.plusSeconds(60), "rate limited"),
                RunState.PENDING,
                null);

        assertThat(heard).extracting(RunChange::state).containsExactly(RunState.PENDING);
    }

    @Test
    void a_lost_run_is_a_failure_of_the_node_that_had_it() {
        log.silent(new SilentEnd(
                RUN.id(),
                "price-fetch",
                RunState.FAILURE,
                1,
                "b",
                NOON.plusSeconds(20),
                NOON,
                new Failure("lost", "worker lost"),
                null,
                NoticePolicy.CRITICAL));

        assertThat(heard)
                .containsExactly(new RunChange(
                        RUN.id(),
                        "price-fetch",
                        RunState.FAILURE,
                        1,
                        "b",
                        NOON.plusSeconds(20),
                        Duration.ofSeconds(20),
                        "lost",
                        "worker lost"));
        assertThat(heard.get(0).message().state()).isEqualTo("failure");
    }
}
