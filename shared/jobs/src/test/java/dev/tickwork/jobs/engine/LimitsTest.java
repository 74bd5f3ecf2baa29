package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitsTest {
    private static final By ANN = new By("ann", "operator", "too much");

    @RegisterExtension
    final Scene scene = new Scene();

    private final ConcurrentLinkedQueue<Promise<JobOutcome>> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void a_node_begins_as_many_as_it_has_hands() {
        TestNode node = scene.nodeAt("a", scene.url(), Scene.hands(1, 3, 1));
        serve(node, "reports");

        enqueue(node, "reports", 10);
        until("its hands are full", () -> started() == 3);
        endAll(10);

        assertThat(most).hasValue(3);
    }

    @Test
    void an_operator_changes_the_hands_of_every_node_at_once() {
        TestNode node = scene.nodeAt("a", scene.url(), Scene.hands(1, 1, 1));
        TestNode other = scene.nodeAt("b", scene.url(), Scene.hands(1, 1, 1));
        Stream.of(node, other).forEach(one -> serve(one, "reports"));
        enqueue(node, "reports", 20);
        until("a hand is full", () -> started() >= 1);
        until("their hands are full", () -> {
            scene.time().advance(Duration.ofSeconds(1));
            return started() == 2;
        });

        operate((operator, tx) -> operator.limitQueue(tx, JobQueue.DEFAULT, 4, null, ANN));
        until("there are more", () -> {
            scene.time().advance(Duration.ofSeconds(1));
            return started() == 8;
        });
        operate((operator, tx) -> operator.limitQueue(tx, JobQueue.DEFAULT, null, null, ANN));
        endAll(20);

        assertThat(scene.ledger().states()).containsOnly("SUCCESS");
    }

    @Test
    void three_nodes_together_begin_no_more_of_a_job_than_its_limit() {
        List<TestNode> nodes = Stream.of("a", "b", "c").map(scene::node).toList();
        nodes.forEach(node -> serve(node, "reports"));
        operate((operator, tx) -> operator.limitJob(tx, "reports", 2, ANN));

        enqueue(nodes.get(0), "reports", 12);
        endAll(12);

        assertThat(most.get()).isEqualTo(2);
    }

    @Test
    void three_nodes_together_begin_no_more_of_a_queue_than_its_limit() {
        List<TestNode> nodes = Stream.of("a", "b", "c").map(scene::node).toList();
        serve(nodes.get(0), "reports");
        serve(nodes.get(1), "reports");
        serve(nodes.get(1), "exports");
        serve(nodes.get(2), "exports");
        operate((operator, tx) -> operator.limitQueue(tx, JobQueue.DEFAULT, null, 3, ANN));

        enqueue(nodes.get(0), "reports", 6);
        enqueue(nodes.get(2), "exports", 6);
        endAll(12);

        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void a_job_at_its_limit_keeps_no_other_of_its_limited_queue_waiting() {
        TestNode node = scene.node("a");
        serve(node, "reports");
        serve(node, "exports");
        operate((operator, tx) -> operator.limitQueue(tx, JobQueue.DEFAULT, null, 5, ANN));
        operate((operator, tx) -> operator.limitJob(tx, "reports", 1, ANN));
        enqueue(node, "reports", 20);
        until("one runs", () -> started() == 1);
        scene.time().advance(Duration.ofSeconds(1));

        enqueue(node, "exports", 2);
        until("the others run beside it", () -> started() == 3);
        endAll(22);

        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void what_room_a_job_leaves_in_a_limited_queue_is_for_the_next_at_once() {
        TestNode node = scene.node("a");
        List<String> names = List.of("reports", "exports", "imports", "reviews", "repairs", "replays");
        names.forEach(name -> serve(node, name));
        operate((operator, tx) -> operator.limitQueue(tx, JobQueue.DEFAULT, null, 10, ANN));

        done(node.engine()
                .enqueueAll(names.stream()
                        .map(name -> RunRequest.of(name, Origin.api("ann")))
                        .toList()));
        until("all run", () -> started() == 6);
        endAll(6);

        assertThat(most).hasValue(6);
    }

    @Test
    void a_limit_that_is_lifted_is_felt_at_once() {
        TestNode node = scene.node("a");
        serve(node, "reports");
        operate((operator, tx) -> operator.limitJob(tx, "reports", 1, ANN));
        enqueue(node, "reports", 5);
        until("one runs", () -> started() == 1);

        operate((operator, tx) -> operator.limitJob(tx, "reports", null, ANN));
        until("all run", () -> started() == 5);
        endAll(5);

        assertThat(most).hasValue(5);
    }

    @Test
    void a_limit_below_one_is_refused() {
        TestNode node = scene.node("a");
        serve(node, "reports");

        assertThatThrownBy(() -> operate((operator, tx) -> operator.limitJob(tx, "reports", 0, ANN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_of_a_paused_job_begins_until_it_is_resumed() {
        TestNode node = scene.node("a");
        serve(node, "reports");
        operate((operator, tx) -> operator.pauseJob(tx, "reports", null, ANN));

        enqueue(node, "reports", 3);
        scene.time().advance(Duration.ofMinutes(10));
        List<String> paused = scene.ledger().states();
        operate((operator, tx) -> operator.resumeJob(tx, "reports", ANN));
        endAll(3);

        assertThat(paused).containsOnly("PENDING");
    }

    @Test
    void a_pause_ends_by_itself_when_somebody_said_when() {
        TestNode node = scene.node("a");
        serve(node, "reports");
        operate((operator, tx) -> operator.pauseQueue(tx, JobQueue.DEFAULT, NOON.plusSeconds(30), ANN));
        enqueue(node, "reports", 2);

        scene.time().advance(Duration.ofSeconds(29));
        List<String> before = scene.ledger().states();
        until("it knows until when", () -> scene.time().nextAlarm().isPresent());
        scene.time().advance(Duration.ofSeconds(1));
        endAll(2);

        assertThat(before).containsOnly("PENDING");
    }

    @Test
    void what_runs_goes_on_when_its_queue_is_paused() {
        TestNode node = scene.node("a");
        serve(node, "reports");
        enqueue(node, "reports", 1);
        until("it runs", () -> started() == 1);

        operate((operator, tx) -> operator.pauseQueue(tx, JobQueue.DEFAULT, null, ANN));
        endAll(1);

        assertThat(scene.ledger().states()).containsExactly("SUCCESS");
    }

    @Test
    void what_is_not_there_cannot_be_paused() {
        TestNode node = scene.node("a");
        serve(node, "reports");

        assertThatThrownBy(() -> operate((operator, tx) -> operator.pauseJob(tx, "nothing", null, ANN)))
                .isInstanceOf(JobOperator.NotThere.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void pauses_and_limits_are_audited_with_what_they_changed() {
        TestNode node = scene.node("a");
        serve(node, "reports");

        operate((operator, tx) -> operator.limitJob(tx, "reports", 2, ANN));
        operate((operator, tx) -> operator.pauseQueue(tx, JobQueue.DEFAULT, null, ANN));

        assertThat(scene.ledger().said(AUDIT))
                .containsExactly(
                        "ann operator job.limit reports too much {\"cluster_limit\": null} {\"cluster_limit\": 2}",
                        "ann operator queue.pause default too much"
                                + " {\"paused_at\": null, \"paused_until\": null, \"paused_reason\": null}"
                                + " {\"paused_at\": \"2026-03-02T17:30:00+05:30\", \"paused_until\": null,"
                                + " \"paused_reason\": \"too much\"}");
    }

    static final String AUDIT = """
            SELECT concat_ws(' ', subject, role, action, target, reason, before::text, after::text) AS said
              FROM job_audit
             ORDER BY id
            """;

    @CanIgnoreReturnValue
    private <T> T operate(BiFunction<JobOperator, Tx, Future<T>> action) {
        TestNode gateway = scene.gateway();
        return done(gateway.database().write(tx -> action.apply(gateway.engine().operator(), tx)));
    }

    private void serve(TestNode node, String name) {
        done(node.engine().start(ScriptedJob.asked(name, this::held)));
    }

    private Future<JobOutcome> held(RunContext run) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        Promise<JobOutcome> promise = Promise.promise();
        open.add(promise);
        return promise.future();
    }

    private int started() {
        return now.get();
    }

    private void endAll(int runs) {
        until("all ended", () -> {
            Promise<JobOutcome> next = open.poll();
            if (next != null) {
                now.decrementAndGet();
                next.complete(JobOutcome.Done.all(0, 1));
            }
            return scene.ledger().ended() == runs;
        });
    }

    private static void enqueue(TestNode node, String name, int runs) {
        done(node.engine().enqueueAll(Collections.nCopies(runs, RunRequest.of(name, Origin.api("ann")))));
    }
}
