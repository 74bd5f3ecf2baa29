package dev.tickwork.jobs.notices;

import static dev.tickwork.jobs.notices.NoticeChannel.MAIL;
import static dev.tickwork.jobs.notices.NoticeChannel.SLACK;
import static dev.tickwork.jobs.notices.NoticeChannel.WEBHOOK;
import static dev.tickwork.jobs.notices.NoticeScene.JOB;
import static dev.tickwork.jobs.notices.NoticeScene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.notices.NoticeScene.OutboxRow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class NoticeDeskTest {
    @RegisterExtension
    final NoticeScene scene = new NoticeScene();

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private volatile Delivery answer = Delivery.sent();

    @Test
    void what_is_put_in_goes_out_at_once_with_all_that_is_known() {
        List<Notice> notices = new CopyOnWriteArrayList<>();
        scene.desk((channel, notice) -> {
            notices.add(notice);
            return Future.succeededFuture(Delivery.sent());
        });

        scene.fails("bug");

        until("all are sent", () -> states().equals(List.of("sent", "sent", "sent")));
        assertThat(notices).hasSize(3).allSatisfy(notice -> {
            assertThat(notice.kind()).isEqualTo(NoticeKind.OPENED);
            assertThat(notice.job()).isEqualTo(JOB);
            assertThat(notice.error()).isEqualTo("no answer");
            assertThat(notice.node()).isEqualTo("node-a");
            assertThat(notice.beganAt()).isEqualTo(NOON);
            assertThat(notice.failures()).isEqualTo(1);
        });
    }

    @Test
    void what_was_put_in_before_goes_out_at_the_start() {
        scene.fails("bug");

        scene.desk(this::record);

        until("all are sent", () -> sent.size() == 3);
    }

    @Test
    void several_nodes_send_nothing_twice() {
        scene.desk(this::record);
        scene.desk(this::record);
        scene.desk(this::record);

        for (int i = 0; i < 30; i++) {
            scene.fails("job-" + i, "bug");
        }

        until("all are sent", () -> states().stream().filter("sent"::equals).count() == 90);
        assertThat(sent).hasSize(90).doesNotHaveDuplicates();
    }

    @Test
    void what_was_certainly_not_sent_is_tried_again() {
        scene.rules(Map.of(), SLACK);
        answer = Delivery.later("connection refused", null);
        scene.desk(this::record);
        scene.fails("bug");
        until("it was tried", () -> attempts() == 1 && states().equals(List.of("due")));

        answer = Delivery.sent();
        advance(Duration.ofSeconds(59));
        assertThat(sent).hasSize(1);
        advance(Duration.ofSeconds(1));

        until("it is sent", () -> states().equals(List.of("sent")));
        assertThat(attempts()).isEqualTo(2);
    }

    @Test
    void after_six_attempts_it_is_given_up_with_the_reason() {
        scene.rules(Map.of(), SLACK);
        answer = Delivery.later("connection refused", null);
        scene.desk(this::record);
        scene.fails("bug");
        for (int attempt = 1; attempt < 6; attempt++) {
            int tried = attempt;
            until("it was tried", () -> attempts() == tried && states().equals(List.of("due")));
            advance(Duration.ofMinutes(31));
        }

        until("it is given up", () -> states().equals(List.of("failed")));
        assertThat(scene.outbox().get(0).error()).isEqualTo("connection refused");
        assertThat(sent).hasSize(6);
    }

    @Test
    void what_may_have_arrived_is_not_sent_again() {
        scene.rules(Map.of(), SLACK, MAIL);
        scene.desk((channel, notice) -> {
            sent.add(channel.label());
            return channel == SLACK
                    ? Future.succeededFuture(Delivery.unknown("no answer in time"))
                    : Future.failedFuture(new IllegalStateException("something unforeseen"));
        });

        scene.fails("bug");

        until("both are given up", () -> states().equals(List.of("unknown", "unknown")));
        advance(Duration.ofHours(1));
        scene.succeeds();
        advance(Duration.ofMinutes(6));
        until("what comes after is tried", () -> sent.size() == 4);
        assertThat(scene.outbox()).extracting(OutboxRow::error).contains("no answer in time", "something unforeseen");
    }

    @Test
    void what_a_dead_node_had_taken_is_given_up_and_not_sent_again() {
        scene.rules(Map.of(), SLACK);
        scene.fails("bug");
        scene.write(tx -> new OutboxStore().take(tx, Set.of(SLACK), scene.time().now()));

        scene.desk(this::record);
        scene.succeeds();
        advance(Duration.ofMinutes(11));

        until("the next one is sent", () -> scene.outbox(SLACK).equals(List.of("opened unknown", "resolved sent")));
        assertThat(sent).hasSize(1);
    }

    @Test
    void a_switch_that_is_off_holds_notices_for_a_day() {
        scene.rules(Map.of(), SLACK);
        answer = Delivery.held("calls to the internet are switched off");
        scene.desk(this::record);
        scene.fails("bug");
        until("it is held", () -> states().equals(List.of("held")));

        scene.time().moveTo(NOON.plus(Duration.ofHours(23)));
        scene.fails("fx-sync", "bug");
        until("both are held", () -> states().equals(List.of("held", "held")));
        scene.time().moveTo(NOON.plus(Duration.ofHours(24)).plusSeconds(301));
        until("the old one is no news", () -> states().equals(List.of("expired", "held")));
        answer = Delivery.sent();
        advance(Duration.ofMinutes(6));

        until("the new one is sent", () -> states().equals(List.of("expired", "sent")));
        assertThat(scene.outbox()).extracting(OutboxRow::attempts).containsExactly(0, 1);
    }

    @Test
    void a_job_that_fails_now_and_then_is_told_of_once_in_half_an_hour() {
        scene.rules(Map.of(), SLACK);
        NoticeDesk desk = scene.desk(this::record);

        for (int minute = 0; minute < 40; minute += 10) {
            scene.fails("bug");
            until("it is told", () -> states().stream().allMatch("sent"::equals));
            advance(Duration.ofMinutes(1));
            scene.succeeds();
            advance(Duration.ofMinutes(9));
            until("its end is told", () -> {
                desk.nudge();
                return states().stream().allMatch("sent"::equals);
            });
        }

        assertThat(scene.outbox(SLACK))
                .containsExactly("opened sent", "resolved sent", "ongoing sent", "resolved sent");
    }

    @Test
    void what_was_said_first_is_sent_first() {
        scene.rules(Map.of(), SLACK);
        answer = Delivery.later("429", NOON.plusSeconds(600));
        scene.desk(this::record);
        scene.fails("bug");
        until("it was tried", () -> attempts() == 1 && states().equals(List.of("due")));

        answer = Delivery.sent();
        scene.succeeds();
        advance(Duration.ofMinutes(5));
        assertThat(scene.outbox(SLACK)).containsExactly("opened due", "resolved due");
        advance(Duration.ofMinutes(6));

        until("both are sent", () -> scene.outbox(SLACK).equals(List.of("opened sent", "resolved sent")));
        assertThat(sent).containsExactly("price-fetch 1 slack", "price-fetch 1 slack", "price-fetch 2 slack");
    }

    @Test
    void a_channel_that_hangs_delays_no_other() {
        Promise<Delivery> hanging = Promise.promise();
        scene.desk((channel, notice) -> {
            sent.add(channel.label());
            return channel == SLACK ? hanging.future() : Future.succeededFuture(Delivery.sent());
        });

        scene.fails("bug");
        scene.fails("fx-sync", "bug");

        until(
                "the others are sent",
                () -> states().stream().filter("sent"::equals).count() == 4);
        assertThat(sent).containsOnlyOnce("slack");
        hanging.complete(Delivery.sent());
        until("all are sent", () -> states().stream().allMatch("sent"::equals));
    }

    @Test
    void a_desk_that_is_stopped_finishes_what_it_has_begun() {
        scene.rules(Map.of(), WEBHOOK);
        Promise<Delivery> slow = Promise.promise();
        NoticeDesk desk = scene.desk((channel, notice) -> {
            sent.add(channel.label());
            return slow.future();
        });
        scene.fails("bug");
        until("it has begun", () -> sent.size() == 1);

        Future<Void> stopping = desk.stop();
        assertThat(stopping.isComplete()).isFalse();
        slow.complete(Delivery.sent());
        done(stopping);

        assertThat(states()).containsExactly("sent");
        scene.fails("fx-sync", "bug");
        desk.nudge();
        assertThat(sent).hasSize(1);
    }

    @Test
    void a_desk_does_not_wait_for_ever_for_what_hangs() {
        scene.rules(Map.of(), SLACK);
        NoticeDesk desk = scene.desk((channel, notice) -> {
            sent.add(channel.label());
            return Promise.<Delivery>promise().future();
        });
        scene.fails("bug");
        until("it has begun", () -> sent.size() == 1);

        done(desk.stop());

        assertThat(states()).containsExactly("taken");
    }

    @Test
    void what_only_a_newer_release_can_read_stands_in_nobodys_way() {
        scene.rules(Map.of(), SLACK);
        scene.fails("bug");
        scene.spoil("{\"job\": \"price-fetch\", \"kind\": \"FORETOLD\"}");
        scene.fails("fx-sync", "bug");

        scene.desk(this::record);

        until("the other is sent", () -> states().equals(List.of("failed", "sent")));
    }

    @Test
    void what_is_over_for_three_months_is_forgotten() {
        NoticeDesk desk = scene.desk(this::record);
        scene.fails("bug");
        scene.succeeds();
        advance(Duration.ofMinutes(6));
        until("all are sent", () -> sent.size() == 6);

        scene.time().moveTo(NOON.plus(Duration.ofDays(91)));
        desk.nudge();

        until("nothing is left", () -> scene.incidents().isEmpty());
        assertThat(scene.outbox()).isEmpty();
    }

    private Future<Delivery> record(NoticeChannel channel, Notice notice) {
        sent.add(notice.job() + " " + notice.sequence() + " " + channel.label());
        return Future.succeededFuture(answer);
    }

    /** The alarm of a desk is armed a moment after it has sent; the clock may only move then. */
    private void advance(Duration by) {
        until("the desk waits", () -> scene.time().nextAlarm().isPresent());
        scene.time().advance(by);
    }

    private List<String> states() {
        return scene.outbox().stream().map(OutboxRow::state).toList();
    }

    private int attempts() {
        return scene.outbox().get(0).attempts();
    }
}
