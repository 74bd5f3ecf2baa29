package dev.tickwork.jobs.engine;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobOperator.Cancelled;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FamiliesTest {
    private static final By ANN = new By("ann", "operator", "wrong day");

    private static final String KEPT_KEYS = """
            SELECT unique_key AS said
              FROM job_history
             WHERE unique_key IS NOT NULL
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final Promise<JobOutcome> slow = Promise.promise();
    private TestNode node;

    @BeforeEach
    void open() {
        node = scene.node("a");
    }

    @Test
    void a_parent_is_over_when_its_children_are_and_says_how_they_did() {
        serve("child", ScriptedJob::done);
        serve("parent", run -> spawn(run, "child", 20, false));

        UUID parent = enqueue("parent");
        until("all ended", () -> scene.ledger().ended() == 21);

        LedgerRun run = scene.ledger().run(parent);
        assertThat(run.state()).isEqualTo("SUCCESS");
        assertThat(run.result()).contains("\"children\": 20", "\"children_failed\": 0", "\"children_revoked\": 0");
        assertThat(run.rowsWritten()).isEqualTo(3);
    }

    @Test
    void a_child_that_fails_fails_its_parent() {
        serve("child", FamiliesTest::failsOnce);
        serve("parent", run -> spawn(run, "child", 1, false));

        UUID parent = enqueue("parent");
        until("both ended", () -> scene.ledger().ended() == 2);

        assertThat(scene.ledger().state(parent)).isEqualTo("FAILURE");
        assertThat(scene.ledger().run(parent).errorClass()).isEqualTo("children");
        assertThat(scene.ledger().run(parent).error()).isEqualTo("1 of 1 children did not succeed");
    }

    @Test
    void a_parent_that_fails_with_its_children_is_an_incident_until_it_succeeds() {
        var child = serve("child", FamiliesTest::failsOnce);
        serve("parent", run -> spawn(run, "child", 1, false));
        UUID failed = enqueue("parent");
        until("it is told", () -> told(failed).contains("failure children"));
        List<String> before = incidents();

        child.nowDoes(ScriptedJob::done);
        UUID succeeded = enqueue("parent");
        until("it is told", () -> told(succeeded).contains("success null"));

        assertThat(before).containsExactly("child permanent a", "parent children a");
        assertThat(incidents()).isEmpty();
        assertThat(scene.ledger().said(LAST_ERROR)).containsExactly("1 of 1 children did not succeed");
    }

    @Test
    void a_schedule_that_was_held_goes_on_when_the_children_of_a_fire_are_over() {
        serve("child", ScriptedJob::done);
        var job = ScriptedJob.hourly(run -> Future.failedFuture(new Fault.Disabled("switched off", null)));
        done(node.engine().start(job));
        until("it is held", () -> scene.ledger().schedule().heldSince() != null);

        job.nowDoes(run -> spawn(run, "child", 1, false));
        scene.advance(Duration.ofHours(1), 2);

        assertThat(scene.ledger().schedule().heldSince()).isNull();
    }

    @Test
    void a_parent_may_tolerate_that() {
        serve("child", FamiliesTest::failsOnce);
        serve("parent", run -> spawn(run, "child", 2, true));

        UUID parent = enqueue("parent");
        until("all ended", () -> scene.ledger().ended() == 3);

        assertThat(scene.ledger().state(parent)).isEqualTo("SUCCESS");
        assertThat(scene.ledger().run(parent).result()).contains("\"children_failed\": 2");
    }

    @Test
    void a_parent_without_children_is_over_at_once() {
        serve("parent", run -> Future.succeededFuture(new JobOutcome.AfterChildren(JobOutcome.Done.all(0, 1), false)));

        UUID parent = enqueue("parent");
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().state(parent)).isEqualTo("SUCCESS");
    }

    @Test
    void grandchildren_count_for_their_parents_and_so_on_up() {
        serve("grandchild", ScriptedJob::done);
        serve("child", run -> spawn(run, "grandchild", 3, false));
        serve("parent", run -> spawn(run, "child", 3, false));

        UUID parent = enqueue("parent");
        until("all ended", () -> scene.ledger().ended() == 13);

        assertThat(scene.ledger().states()).containsOnly("SUCCESS");
        assertThat(scene.ledger().run(parent).result()).contains("\"children\": 3");
    }

    @Test
    void a_parent_with_a_key_frees_it_at_its_end() {
        serve("child", ScriptedJob::done);
        serve("parent", run -> spawn(run, "child", 2, false));
        RunRequest unique = request("parent").once(Unique.live("daily"));

        done(node.engine().enqueue(unique));
        until("all ended", () -> scene.ledger().ended() == 3);

        assertThat(scene.ledger().said(KEPT_KEYS)).containsExactly("live daily");
        assertThat(done(node.engine().enqueue(unique)).isNew()).isTrue();
    }

    @Test
    void a_chain_goes_on_step_by_step() {
        List<ScriptedJob> steps = List.of("one", "two", "three").stream()
                .map(name -> serve(name, ScriptedJob::done))
                .toList();

        List<UUID> runs = chain(false, "one", "two", "three");
        until("all ended", () -> scene.ledger().ended() == 3);

        assertThat(runs).allSatisfy(run -> assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS"));
        assertThat(steps).allSatisfy(step -> assertThat(step.runs()).hasSize(1));
    }

    @Test
    void a_chain_is_called_off_when_a_step_fails() {
        serve("one", FamiliesTest::failsOnce);
        serve("two", ScriptedJob::done);
        serve("three", ScriptedJob::done);

        List<UUID> runs = chain(false, "one", "two", "three");
        until("all ended", () -> scene.ledger().ended() == 3);

        until("all are told of", () -> runs.stream()
                .allMatch(run ->
                        told(run).stream().anyMatch(said -> said.startsWith("revoked")) || run.equals(runs.get(0))));
        assertThat(states(runs)).containsExactly("FAILURE", "REVOKED", "REVOKED");
        assertThat(scene.ledger().run(runs.get(1)).errorClass()).isEqualTo("chain");
    }

    @Test
    void a_chain_may_go_on_after_a_step_that_failed_or_was_called_off() {
        serve("one", FamiliesTest::failsOnce);
        serve("two", ScriptedJob::done);
        serve("three", run -> slow.future());

        List<UUID> runs = chain(true, "one", "two", "three");
        until("two ended", () -> scene.ledger().ended() == 2);
        slow.complete(JobOutcome.Done.all(0, 1));
        until("all ended", () -> scene.ledger().ended() == 3);

        assertThat(states(runs)).containsExactly("FAILURE", "SUCCESS", "SUCCESS");
    }

    @Test
    void a_step_of_a_chain_may_have_children() {
        serve("one", ScriptedJob::done);
        var two = serve("two", run -> spawn(run, "child", 2, false));
        serve("child", ScriptedJob::done);
        serve("three", ScriptedJob::done);

        List<UUID> runs = chain(false, "one", "two", "three");
        until("all ended", () -> scene.ledger().ended() == 5);

        assertThat(states(runs)).containsOnly("SUCCESS");
        assertThat(two.runs()).hasSize(1);
    }

    @Test
    void whoever_calls_a_parent_off_calls_its_children_off() {
        var child = serve("child", run -> slow.future());
        serve("waiting", ScriptedJob::done);
        serve("parent", run -> run.spawn(
                        List.of(request("child"), request("waiting").at(Scene.NOON.plusSeconds(99))))
                .map(born -> new JobOutcome.AfterChildren(JobOutcome.Done.all(0, 1), false)));
        UUID parent = enqueue("parent");
        until(
                "it waits for its children, and one of them runs",
                () -> child.runs().size() == 1
                        && "waits for its children"
                                .equals(scene.ledger().run(parent).heldReason()));

        Cancelled cancelled = cancel(parent);
        slow.fail(new Fault.Cancelled("stopped"));
        until("all ended", () -> scene.ledger().ended() == 3);

        assertThat(cancelled).isEqualTo(Cancelled.ASKED);
        assertThat(scene.ledger().states()).containsOnly("REVOKED");
    }

    @Test
    void a_parent_whose_children_have_not_begun_is_revoked_with_them_at_once() {
        serve("child", ScriptedJob::done);
        serve("parent", run -> run.spawn(Collections.nCopies(3, request("child").at(Scene.NOON.plusSeconds(99))))
                .map(born -> new JobOutcome.AfterChildren(JobOutcome.Done.all(0, 1), false)));
        UUID parent = enqueue("parent");
        until("it waits", () -> "waits for its children"
                .equals(scene.ledger().run(parent).heldReason()));

        Cancelled cancelled = cancel(parent);

        assertThat(cancelled).isEqualTo(Cancelled.REVOKED);
        assertThat(scene.ledger().states()).hasSize(4).containsOnly("REVOKED");
        until(
                "all four are told of",
                () -> node.changes().stream()
                                .filter(change -> "cancelled".equals(change.errorClass()))
                                .count()
                        == 3);
        assertThat(told(parent)).endsWith("revoked null");
    }

    @Test
    void what_was_not_called_off_after_all_is_not_told_of() {
        serve("child", ScriptedJob::done);
        UUID run = done(node.engine().enqueue(request("child").at(Scene.NOON.plusSeconds(99))))
                .runId();

        Future<Cancelled> changedItsMind = node.database().write(tx -> node.engine()
                .operator()
                .cancel(tx, run, ANN)
                .compose(cancelled -> Future.failedFuture("changed my mind")));

        assertThatThrownBy(() -> done(changedItsMind)).hasMessage("changed my mind");
        cancel(run);
        until("the second is told of", () -> !told(run).isEmpty());
        assertThat(told(run)).containsExactly("revoked cancelled");
    }

    @Test
    void a_run_that_is_to_stop_gets_no_more_children() {
        serve("child", ScriptedJob::done);
        var parent = serve("parent", run -> slow.future());
        UUID run = enqueue("parent");
        until("it runs", () -> parent.runs().size() == 1);
        done(scene.database().write(tx -> tx.execute(SILENTLY, run)));

        Future<List<Enqueued>> spawned = parent.runs().get(0).spawn(List.of(request("child")));

        assertThatThrownBy(() -> done(spawned)).isInstanceOf(Fault.Cancelled.class);
        assertThat(scene.ledger().count()).isEqualTo(1);
    }

    @Test
    void a_parent_ends_once_although_the_nodes_of_its_children_die() {
        TestNode other = scene.node("b");
        Promise<JobOutcome> never = Promise.promise();
        done(other.engine().start(ScriptedJob.asked("child", run -> never.future())));
        serve("parent", run -> spawn(run, "child", 3, true));
        UUID parent = enqueue("parent");
        until(
                "the children run",
                () -> scene.ledger().states().equals(List.of("PENDING", "STARTED", "STARTED", "STARTED"))
                        || Collections.frequency(scene.ledger().states(), "STARTED") == 3);
        IntStream.range(0, 4).forEach(beat -> scene.beatAll("a-1", "b-1"));

        other.die();
        IntStream.range(0, 5).forEach(beat -> scene.beatAll("a-1"));
        until("all ended", () -> scene.ledger().ended() == 4);

        assertThat(scene.ledger().run(parent).result()).contains("\"children_failed\": 3");
        assertThat(scene.ledger().state(parent)).isEqualTo("SUCCESS");
    }

    @Test
    void what_was_stranded_between_two_runs_goes_on() {
        serve("one", run -> slow.future());
        serve("two", ScriptedJob::done);
        List<UUID> runs = chain(true, "one", "two");
        until("the first runs", () -> scene.ledger().state(runs.get(0)).equals("STARTED"));

        done(scene.database().write(tx -> tx.execute(VANISHES, runs.get(0))));
        IntStream.range(0, 13).forEach(beat -> scene.beatAll("a-1"));
        until("the second ran", () -> scene.ledger().state(runs.get(1)).equals("SUCCESS"));
    }

    private static final String SILENTLY = """
            UPDATE job_queue
               SET cancel_at = now()
             WHERE id = $1
            """;
    private static final String INCIDENTS = """
            SELECT job || ' ' || error_class || ' ' || node AS said
              FROM job_incidents
             WHERE resolved_at IS NULL
             ORDER BY job
            """;
    private static final String LAST_ERROR = """
            SELECT last_error AS said
              FROM jobs
             WHERE name = 'parent'
            """;
    private static final String VANISHES = """
            DELETE FROM job_queue
             WHERE id = $1
            """;

    private static Future<JobOutcome> failsOnce(RunContext run) {
        return Future.failedFuture(new Fault.Permanent("broken", null));
    }

    private static Future<JobOutcome> spawn(RunContext run, String child, int children, boolean tolerates) {
        return run.spawn(Collections.nCopies(children, request(child)))
                .map(born -> new JobOutcome.AfterChildren(JobOutcome.Done.all(3, 1), tolerates));
    }

    private static RunRequest request(String job) {
        return RunRequest.of(job, Origin.EVENT);
    }

    @CanIgnoreReturnValue
    private ScriptedJob serve(String name, Function<RunContext, Future<JobOutcome>> script) {
        var job = ScriptedJob.asked(name, script);
        done(node.engine().start(job));
        return job;
    }

    private UUID enqueue(String job) {
        return done(node.engine().enqueue(request(job))).runId();
    }

    private List<UUID> chain(boolean goesOn, String... jobs) {
        List<RunRequest> steps =
                List.of(jobs).stream().map(FamiliesTest::request).toList();
        return done(node.database().write(tx -> node.engine().enqueueChain(tx, steps, goesOn)));
    }

    private List<String> states(List<UUID> runs) {
        return runs.stream().map(scene.ledger()::state).toList();
    }

    /** What the listener heard of a run, state and class of error. */
    private List<String> told(UUID run) {
        return node.changes().stream()
                .filter(change -> change.runId().equals(run))
                .map(change -> change.state().label() + " " + change.errorClass())
                .toList();
    }

    private List<String> incidents() {
        return scene.ledger().said(INCIDENTS);
    }

    @CanIgnoreReturnValue
    private Cancelled cancel(UUID run) {
        return done(node.database().write(tx -> node.engine().operator().cancel(tx, run, ANN)));
    }
}
