package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnqueueTest {
    private static final RunRequest REQUEST = RunRequest.of("price-fetch", Origin.api("ann"));

    @RegisterExtension
    final Scene scene = new Scene();

    private final Promise<JobOutcome> slow = Promise.promise();
    private TestNode node;
    private ScriptedJob job;

    @BeforeEach
    void serve() {
        node = scene.node("a");
        job = ScriptedJob.asked("price-fetch", ScriptedJob::done);
        done(node.engine().start(job));
    }

    @Test
    void what_is_asked_for_at_the_same_time_shares_few_transactions() {
        long before = scene.ledger().transactions();

        List<Future<Enqueued>> asked = IntStream.range(0, 500)
                .mapToObj(i -> node.engine().enqueue(REQUEST))
                .toList();
        done(Future.all(asked));
        until("all ran", () -> scene.ledger().ended() == 500);

        assertThat(asked.stream().map(one -> one.result().runId())).doesNotHaveDuplicates();
        assertThat(scene.ledger().states()).containsOnly("SUCCESS");
        assertThat(scene.ledger().transactions() - before).isLessThan(100);
    }

    @Test
    void many_are_asked_for_at_once_and_answered_in_their_order() {
        List<RunRequest> requests = IntStream.range(0, 1500)
                .mapToObj(i -> REQUEST.with(new Symbol("S" + i)))
                .toList();

        List<Enqueued> answers = done(node.engine().enqueueAll(requests));
        until("all ran", () -> scene.ledger().ended() == 1500);

        assertThat(arguments(answers.get(7).runId())).isEqualTo("{\"symbol\": \"S7\"}");
        assertThat(job.runs()).hasSize(1500);
    }

    @Test
    void what_is_left_is_taken_when_the_ledger_has_caught_up() {
        Promise<Void> caughtUp = Promise.promise();
        Future<Void> locked = scene.database()
                .write(tx -> tx.execute("LOCK TABLE job_history").compose(lock -> caughtUp.future()));
        done(node.engine().enqueueAll(Collections.nCopies(7000, REQUEST)));
        until("too many ends are unrecorded", () -> job.runs().size() > 4000);

        caughtUp.complete();
        done(locked);

        until("all ran", () -> scene.ledger().ended() == 7000);
    }

    @Test
    void a_job_that_stops_while_it_is_asked_for_leaves_the_run_to_others_and_the_hand_to_the_next() {
        Leaving leaving = leaving();

        done(leaving.engine().stop(leaving.low()));
        UUID run = leaving.unlocked().get();
        until("it is handed back", () -> scene.ledger().state(run).equals("PENDING"));
        done(leaving.engine().start(leaving.low()));

        until("it ran", () -> scene.ledger().state(run).equals("SUCCESS"));
    }

    @Test
    void a_node_that_closes_while_a_run_is_asked_for_leaves_the_run_to_others() {
        Leaving leaving = leaving();

        Future<Void> closed = leaving.engine().close();
        UUID run = leaving.unlocked().get();
        done(closed);

        until("it is handed back", () -> scene.ledger().state(run).equals("PENDING"));
        assertThat(leaving.low().runs()).isEmpty();
    }

    @Test
    void what_is_asked_for_in_a_transaction_that_is_rolled_back_never_was() {
        Future<Object> rolledBack = scene.database().write(tx -> node.engine()
                .enqueue(tx, REQUEST)
                .compose(asked -> Future.failedFuture(new IllegalStateException("no"))));
        assertThatThrownBy(() -> done(rolledBack)).hasMessage("no");

        UUID kept = done(scene.database().write(tx -> node.engine().enqueue(tx, REQUEST)))
                .runId();
        until("it ran", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().runs().get(0).id()).isEqualTo(kept);
    }

    @Test
    void a_job_that_nobody_ever_served_is_refused_however_it_is_asked_for() {
        RunRequest unknown = RunRequest.of("nothing", Origin.api("ann"));

        assertThatThrownBy(() -> done(node.engine().enqueue(unknown))).isInstanceOf(Fault.Permanent.class);
        assertThatThrownBy(() -> done(node.engine().enqueueAll(List.of(REQUEST, unknown))))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessageContaining("nothing");
        assertThat(scene.ledger().count()).isZero();
    }

    @Test
    void who_asks_beside_one_that_is_refused_gets_a_run() {
        List<Future<Enqueued>> asked = IntStream.range(0, 30)
                .mapToObj(
                        i -> node.engine().enqueue(i % 3 == 1 ? RunRequest.of("nothing", Origin.api("ann")) : REQUEST))
                .toList();
        until("all are answered", () -> asked.stream().allMatch(Future::isComplete));
        until("all ran", () -> scene.ledger().ended() == 20);

        assertThat(asked.stream().filter(Future::failed).map(Future::cause))
                .hasSize(10)
                .allSatisfy(refused -> assertThat(refused).hasMessageContaining("nothing"));
        assertThat(asked.stream().filter(Future::succeeded).map(one -> one.result()
                        .runId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_delayed_run_begins_at_its_moment() {
        UUID run = done(node.engine().enqueue(REQUEST.at(NOON.plusSeconds(90)))).runId();

        scene.time().advance(Duration.ofSeconds(89));
        String before = scene.ledger().state(run);
        scene.advance(Duration.ofSeconds(1), 1);

        assertThat(before).isEqualTo("PENDING");
        assertThat(scene.ledger().run(run).startedAt()).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void the_more_urgent_goes_first_by_queue_and_then_by_priority() {
        TestNode other = scene.nodeAt("b", scene.url(), Scene.hands(1, 1, 1));
        var low = served(other.engine(), "low", JobQueue.LOW_PRIORITY);
        var urgent = served(other.engine(), "urgent", JobQueue.HIGH_PRIORITY);
        Stream.of("low", "urgent").forEach(name -> done(pauseAll(name)));
        List.of(0, 50, -50, 100).forEach(priority -> List.of("low", "urgent")
                .forEach(name -> done(other.engine()
                        .enqueue(RunRequest.of(name, Origin.api("ann")).prior(priority)))));

        Stream.of("low", "urgent").forEach(name -> done(resume(name)));
        until("all ran", () -> scene.ledger().ended() == 8);

        assertThat(priorities(low)).containsExactly("100", "50", "0", "-50");
        assertThat(priorities(urgent)).containsExactly("100", "50", "0", "-50");
    }

    @Test
    void forty_who_ask_at_once_for_one_key_get_one_run() {
        job.nowDoes(run -> slow.future());
        TestNode other = scene.node("b");
        RunRequest unique = REQUEST.once(Unique.live("XAUUSD"));

        List<Future<Enqueued>> asked = IntStream.range(0, 40)
                .mapToObj(i -> (i % 2 == 0 ? node : other).engine().enqueue(unique))
                .toList();
        done(Future.all(asked));

        Set<UUID> runs = new HashSet<>();
        asked.forEach(one -> runs.add(one.result().runId()));
        assertThat(runs).hasSize(1);
        assertThat(asked.stream().filter(one -> one.result().isNew())).hasSize(1);
        assertThat(scene.ledger().count()).isEqualTo(1);
    }

    @Test
    void a_live_key_is_free_when_its_run_is_over() {
        job.nowDoes(run -> slow.future());
        RunRequest unique = REQUEST.once(Unique.live("XAUUSD"));
        UUID first = done(node.engine().enqueue(unique)).runId();
        until("it runs", () -> scene.ledger().state(first).equals("STARTED"));

        Enqueued meanwhile = done(node.engine().enqueue(unique));
        slow.complete(JobOutcome.Done.all(0, 1));
        until("it ended", () -> scene.ledger().ended() == 1);
        Enqueued afterwards = done(node.engine().enqueue(unique));

        assertThat(meanwhile).isEqualTo(new Enqueued(first, false));
        assertThat(afterwards.isNew()).isTrue();
    }

    @Test
    void a_waiting_key_is_free_when_its_run_begins() {
        job.nowDoes(run -> slow.future());
        RunRequest unique = REQUEST.once(Unique.waiting("XAUUSD"));
        UUID first = done(node.engine().enqueue(unique)).runId();
        until("it runs", () -> scene.ledger().state(first).equals("STARTED"));
        until("its key is free", () -> scene.ledger().said(KEYS).equals(List.of("false")));
        done(pauseAll("price-fetch"));

        Enqueued second = done(node.engine().enqueue(unique));
        Enqueued third = done(node.engine().enqueue(unique));

        assertThat(second.isNew()).isTrue();
        assertThat(third).isEqualTo(new Enqueued(second.runId(), false));
    }

    @Test
    void a_period_outlasts_its_run() {
        RunRequest hourly = REQUEST.once(new Unique("XAUUSD", Unique.Scope.LIVE, Duration.ofHours(1)));
        UUID first = done(node.engine().enqueue(hourly)).runId();
        until("it ended", () -> scene.ledger().ended() == 1);

        Enqueued meanwhile = done(node.engine().enqueue(hourly));
        scene.time().advance(Duration.ofHours(1));
        Enqueued afterwards = done(node.engine().enqueue(hourly));

        assertThat(meanwhile).isEqualTo(new Enqueued(first, false));
        assertThat(afterwards.isNew()).isTrue();
    }

    @Test
    void arguments_reach_the_job_but_secrets_never_the_ledger() {
        job.nowDoes(run -> Future.succeededFuture(JobOutcome.Done.all(0, 1)
                .with(new Symbol(run.arguments(Login.class).symbol()))));

        UUID run = done(node.engine().enqueue(REQUEST.with(new Login("XAUUSD", "hunter2"))))
                .runId();
        until("it ran", () -> scene.ledger().ended() == 1);

        assertThat(arguments(run)).isEqualTo("{\"symbol\": \"XAUUSD\", \"api_key\": \"***\"}");
        assertThat(scene.ledger().run(run).result()).isEqualTo("{\"symbol\": \"XAUUSD\"}");
    }

    @Test
    void arguments_that_are_too_large_are_refused() {
        RunRequest large = REQUEST.with(new Symbol("x".repeat(70_000)));

        assertThatThrownBy(() -> done(node.engine().enqueue(large)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void arguments_of_another_shape_are_a_failure_for_a_person() {
        job.nowDoes(run -> Future.succeededFuture(
                new JobOutcome.Skipped(run.arguments(Symbol.class).symbol())));

        UUID run = done(node.engine().enqueue(REQUEST)).runId();
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().run(run).errorClass()).isEqualTo("permanent");
    }

    @Test
    void a_key_that_reads_like_another_scope_is_held_until_its_run_is_over() {
        Promise<JobOutcome> open = Promise.promise();
        job.nowDoes(run -> open.future());
        RunRequest once = REQUEST.once(Unique.live("waiting list"));

        UUID first = done(node.engine().enqueue(once)).runId();
        until("it runs", () -> job.runs().size() == 1);
        Enqueued second = done(node.engine().enqueue(once));
        open.complete(JobOutcome.Done.all(0, 1));

        assertThat(second.isNew()).isFalse();
        assertThat(second.runId()).isEqualTo(first);
    }

    private static final String WAITING = """
            SELECT mode AS said
              FROM pg_locks
             WHERE relation = 'job_queue'::regclass
               AND NOT granted
            """;
    private static final String KEYS = """
            SELECT is_held::text AS said
              FROM job_keys
            """;
    private static final String ARGUMENTS = """
            SELECT args::text AS said
              FROM job_runs
             WHERE id = $1
            """;
    private static final String PRIORITIES = """
            SELECT priority::text AS said
              FROM job_runs
             WHERE id = $1
            """;
    private static final String PAUSE = """
            UPDATE jobs
               SET paused_at = now(), paused_reason = 'test'
             WHERE name = $1
            """;
    private static final String RESUME = """
            UPDATE jobs
               SET paused_at = NULL, paused_reason = NULL
             WHERE name = $1
            """;

    private ScriptedJob served(JobEngine by, String name, JobQueue queue) {
        var served = new ScriptedJob(JobDefinition.of(name, queue, ScriptedJob.LIMITS), ScriptedJob::done);
        done(by.start(served));
        return served;
    }

    /** A node that leaves while it is asked for a run of its job, which it has when the queue is unlocked. */
    private record Leaving(JobEngine engine, ScriptedJob low, Supplier<UUID> unlocked) {}

    private Leaving leaving() {
        JobEngine engine = scene.nodeAt("b", scene.url(), Scene.hands(1, 1, 1)).engine();
        ScriptedJob low = served(engine, "low", JobQueue.LOW_PRIORITY);
        Promise<Void> released = Promise.promise();
        Future<Void> lock = lockQueue(released.future());
        Future<Enqueued> asked = engine.enqueue(RunRequest.of("low", Origin.api("ann")));
        until("it waits for the lock", () -> !scene.ledger().said(WAITING).isEmpty());
        return new Leaving(engine, low, () -> {
            released.complete();
            done(lock);
            return done(asked).runId();
        });
    }

    private Future<Integer> pauseAll(String name) {
        return scene.database().write(tx -> tx.execute(PAUSE, name));
    }

    private Future<Void> resume(String name) {
        return scene.database()
                .write(tx -> tx.execute(RESUME, name).compose(resumed -> tx.notify("jobs", "ready " + name)));
    }

    private List<String> priorities(ScriptedJob of) {
        return of.runs().stream()
                .map(RunContext::runId)
                .flatMap(id -> scene.ledger().said(PRIORITIES, id).stream())
                .toList();
    }

    /** Nobody can ask for a run before the given future completes. */
    private Future<Void> lockQueue(Future<Void> released) {
        Promise<Void> locked = Promise.promise();
        Future<Void> lock = scene.database()
                .write(tx -> tx.execute("LOCK TABLE job_queue IN SHARE MODE").compose(held -> {
                    locked.complete();
                    return released;
                }));
        done(locked.future());
        return lock;
    }

    private String arguments(UUID run) {
        return scene.ledger().said(ARGUMENTS, run).get(0);
    }

    /** What a run is about. */
    public record Symbol(String symbol) {}

    /** The same with something that nobody may read. */
    public record Login(String symbol, String apiKey) {}
}
