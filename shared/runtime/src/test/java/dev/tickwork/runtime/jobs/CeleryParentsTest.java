package dev.tickwork.runtime.jobs;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.messages.Wire;
import dev.tickwork.redis.Cache;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisKeys;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of Celery see of a task that is over with its last child, which no worker of its own ends. */
@ExtendWith(RealRedis.class)
class CeleryParentsTest {
    @RegisterExtension
    final Books books = new Books();

    private final Promise<JobOutcome> slow = Promise.promise();
    private RedisLink link;
    private Cache cache;
    private JobEngine engine;
    private UUID parent;

    @BeforeEach
    void wait_for_a_child(TestRedis redis) {
        link = RedisLink.open(books.vertx(), new RedisConfig(RedisUrl.parse(redis.url()), ""), new Random(1));
        done(link.firstUp());
        cache = new Cache(link);
        engine = books.engine(books.database(), new CeleryMirror(books.database(), cache));
        done(engine.start(new AskedJob("compute-index", CeleryParentsTest::spawn)));
        done(engine.start(new AskedJob("generate-report", run -> slow.future())));
        parent = done(engine.enqueue(RunRequest.of("compute-index", Origin.api("anna"))))
                .runId();
        until("it waits for its child", () -> shown("PENDING").at("/children/0").isArray());
    }

    @AfterEach
    void close() {
        done(engine.close());
        done(link.close());
    }

    @Test
    void it_succeeds_when_its_last_child_has() {
        slow.complete(JobOutcome.Done.all(0, 1));
        until("it is over", () -> !shown("SUCCESS").isEmpty());

        JsonNode meta = shown("SUCCESS");
        assertThat(meta.at("/result/children").intValue()).isEqualTo(1);
        assertThat(meta.get("children")).hasSize(1);
        assertThat(meta.get("date_done").textValue()).startsWith("2026-03-02T12:00:00");
    }

    @Test
    void it_fails_when_a_child_has() {
        slow.fail(new Fault.Permanent("broken", null));
        until("it is over", () -> !shown("FAILURE").isEmpty());

        JsonNode meta = shown("FAILURE");
        assertThat(meta.at("/result/exc_type").textValue()).isEqualTo("TaskError_children");
        assertThat(meta.get("traceback").textValue()).isEqualTo("1 of 1 children did not succeed");
    }

    @Test
    void it_is_revoked_when_it_was_called_off_and_its_child_has_stopped() {
        var ann = new By("ann", "operator", "wrong day");
        done(books.database().write(tx -> engine.operator().cancel(tx, parent, ann)));
        slow.fail(new Fault.Cancelled("stopped"));
        until("it is over", () -> !shown("REVOKED").isEmpty());

        assertThat(shown("REVOKED").at("/result/exc_type").textValue()).isEqualTo("TaskRevokedError");
    }

    private static Future<JobOutcome> spawn(RunContext run) {
        return run.spawn(List.of(RunRequest.of("generate-report", Origin.EVENT)))
                .map(born -> new JobOutcome.AfterChildren(JobOutcome.Done.all(0, 1), false));
    }

    /** What Redis has of the parent; empty while it is not in that state. */
    @CanIgnoreReturnValue
    private JsonNode shown(String status) {
        JsonNode meta =
                done(cache.get(RedisKeys.celeryTask(parent))).map(Wire::tree).orElseGet(Wire::object);
        return meta.path("status").asText().equals(status) ? meta : Wire.object();
    }

    /** Runs only for whoever asks, once. */
    private record AskedJob(String name, Function<RunContext, Future<JobOutcome>> script) implements Job {
        @Override
        public JobDefinition definition() {
            return JobDefinition.of(
                            name, JobQueue.DEFAULT, new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(2)))
                    .retried(RetryPolicy.NEVER);
        }

        @Override
        public Future<JobOutcome> run(RunContext run) {
            return script.apply(run);
        }
    }
}
