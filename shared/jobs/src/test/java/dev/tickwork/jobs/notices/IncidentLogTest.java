package dev.tickwork.jobs.notices;

import static dev.tickwork.jobs.notices.NoticeChannel.MAIL;
import static dev.tickwork.jobs.notices.NoticeChannel.SLACK;
import static dev.tickwork.jobs.notices.NoticeScene.JOB;
import static dev.tickwork.jobs.notices.NoticeScene.NOON;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.jobs.notices.NoticeScene.IncidentRow;
import dev.tickwork.jobs.notices.NoticeScene.OutboxRow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class IncidentLogTest {
    @RegisterExtension
    final NoticeScene scene = new NoticeScene();

    @Test
    void a_critical_failure_is_told_by_every_channel() {
        scene.fails("bug");

        assertThat(scene.incidents()).containsExactly(new IncidentRow(JOB, 1, NOON, NOON, null, 1));
        assertThat(scene.outbox()).extracting(OutboxRow::channel).containsExactly("mail", "slack", "webhook");
        assertThat(scene.outbox()).allSatisfy(row -> {
            assertThat(row.kind()).isEqualTo("opened");
            assertThat(row.state()).isEqualTo("due");
        });
    }

    @Test
    void a_storm_is_one_message_and_one_more_each_half_hour() {
        for (int minute = 0; minute < 65; minute++) {
            scene.fails("bug");
            scene.time().advance(Duration.ofMinutes(1));
        }

        assertThat(scene.outbox(SLACK)).containsExactly("opened due", "ongoing due", "ongoing due");
        assertThat(scene.incidents())
                .singleElement()
                .extracting(IncidentRow::failures)
                .isEqualTo(65L);
    }

    @Test
    void so_is_one_with_successes_in_between_and_its_end_is_told_when_it_is_one() {
        for (int minute = 0; minute < 65; minute++) {
            scene.fails("bug");
            scene.time().advance(Duration.ofSeconds(30));
            scene.succeeds();
            scene.time().advance(Duration.ofSeconds(30));
        }

        assertThat(scene.outbox(SLACK)).containsExactly("opened due", "ongoing due", "ongoing due", "resolved due");
        assertThat(scene.incidents())
                .singleElement()
                .extracting(IncidentRow::failures)
                .isEqualTo(65L);
    }

    @Test
    void an_outage_that_may_pass_is_told_the_third_time() {
        scene.fails("transient");
        scene.fails("transient");
        List<OutboxRow> before = scene.outbox();
        scene.time().advance(Duration.ofSeconds(5));
        scene.fails("transient");

        assertThat(before).isEmpty();
        assertThat(scene.outbox(MAIL)).containsExactly("opened due");
        assertThat(scene.incidents()).containsExactly(new IncidentRow(JOB, 3, NOON, NOON.plusSeconds(5), null, 1));
    }

    @Test
    void a_success_resolves_what_people_know_of() {
        scene.fails("bug");
        scene.time().advance(Duration.ofMinutes(3));

        scene.succeeds();
        scene.succeeds();

        assertThat(scene.outbox(MAIL)).containsExactly("opened due", "resolved due");
        assertThat(scene.incidents()).containsExactly(new IncidentRow(JOB, 1, NOON, NOON, NOON.plusSeconds(180), 2));
    }

    @Test
    void a_success_clears_a_suspicion_without_a_word() {
        scene.fails("transient");
        scene.fails("transient");
        scene.succeeds();
        scene.fails("transient");

        assertThat(scene.outbox()).isEmpty();
        assertThat(scene.incidents())
                .singleElement()
                .extracting(IncidentRow::failures)
                .isEqualTo(1L);
    }

    @Test
    void the_next_failure_long_after_a_success_is_a_new_incident() {
        scene.fails("bug");
        scene.succeeds();
        scene.time().advance(Duration.ofMinutes(30));
        scene.fails("bug");

        assertThat(scene.outbox(SLACK)).hasSize(3);
        assertThat(scene.incidents()).hasSize(2);
    }

    @Test
    void jobs_that_fail_are_known_until_they_succeed() {
        scene.fails("bug");
        scene.fails("fx-sync", "transient");

        assertThat(scene.write(scene.log()::open)).containsExactlyInAnyOrder(JOB, "fx-sync");
        scene.succeeds();
        assertThat(scene.write(scene.log()::open)).containsExactly("fx-sync");
    }

    @Test
    void a_run_that_is_told_twice_counts_once() {
        FailedRun run = scene.run(JOB, "transient", NoticePolicy.CRITICAL);

        scene.write(tx -> scene.log().failed(tx, run));
        scene.write(tx -> scene.log().failed(tx, run));
        scene.write(tx -> scene.log().failed(tx, run));

        assertThat(scene.incidents())
                .singleElement()
                .extracting(IncidentRow::failures)
                .isEqualTo(1L);
        assertThat(scene.outbox()).isEmpty();
    }

    @Test
    void what_was_rolled_back_was_not_told() {
        assertThatThrownBy(() -> scene.write(tx -> scene.log()
                        .failed(tx, scene.run(JOB, "bug", NoticePolicy.CRITICAL))
                        .compose(told -> Future.failedFuture("the run had another end"))))
                .hasMessageContaining("another end");

        assertThat(scene.incidents()).isEmpty();
        assertThat(scene.outbox()).isEmpty();
    }

    @Test
    void failures_at_the_same_moment_are_one_incident() {
        List<Future<Void>> failures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            FailedRun run = scene.run(JOB, "bug", NoticePolicy.CRITICAL);
            failures.add(scene.database().write(tx -> scene.log().failed(tx, run)));
        }
        done(Future.all(failures));

        assertThat(scene.incidents())
                .singleElement()
                .extracting(IncidentRow::failures)
                .isEqualTo(40L);
        assertThat(scene.outbox(SLACK)).containsExactly("opened due");
    }

    @Test
    void failures_and_successes_at_the_same_moment_are_one_incident() {
        scene.fails("bug");
        List<Future<Void>> ends = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            FailedRun run = scene.run(JOB, "bug", NoticePolicy.CRITICAL);
            ends.add(scene.database().write(tx -> scene.log().failed(tx, run)));
            ends.add(scene.database().write(tx -> scene.log().succeeded(tx, JOB, run.run(), run.at())));
        }
        done(Future.all(ends));

        assertThat(scene.incidents()).hasSize(1);
        assertThat(scene.outbox(SLACK)).contains("opened due").hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_definition_may_want_nobody_told_and_an_operator_may_want_it_nevertheless() {
        scene.write(tx -> scene.log().failed(tx, scene.run(JOB, "bug", NoticePolicy.NEVER)));
        List<OutboxRow> before = scene.outbox();

        scene.rules(Map.of(JOB, NoticePolicy.ALWAYS), MAIL);
        scene.write(tx -> scene.log().failed(tx, scene.run(JOB, "transient", NoticePolicy.NEVER)));

        assertThat(before).isEmpty();
        assertThat(scene.outbox()).extracting(OutboxRow::channel).containsExactly("mail");
    }

    @Test
    void without_a_channel_incidents_are_kept_all_the_same() {
        scene.rules(Map.of());
        scene.fails("bug");

        assertThat(scene.incidents())
                .singleElement()
                .extracting(IncidentRow::notices)
                .isEqualTo(1);
        assertThat(scene.outbox()).isEmpty();
    }
}
