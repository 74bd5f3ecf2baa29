package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs that are run from the command line, each in a process of its own. */
@ExtendWith({RealPostgres.class, RealRedis.class})
class JobsOnceIT {
    private static final String UP = "trivial is up";
    private static final String LEDGER = """
            SELECT job || ' ' || state || ' ' || trigger AS line
              FROM job_runs
             ORDER BY id
            """;

    @Test
    void all_runs_one_job_after_the_other_and_goes_on_after_a_failure(TestDatabase database, TestRedis redis)
            throws Exception {
        try (ChildJvm child = ChildJvm.run(ChildEnvironment.of(database, redis), "--all")) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(1);
            assertThat(child.output().lines().filter(line -> line.contains("job is over")))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("job=earnings-poll", "state=success"),
                            line -> assertThat(line)
                                    .contains("job=price-refresh", "state=failure")
                                    .contains("error=\"the exchange is closed for good\""),
                            line -> assertThat(line).contains("job=metrics-recalc", "state=success"));
        }
        assertThat(ledger(database))
                .containsExactly(
                        "earnings-poll SUCCESS cli", "price-refresh FAILURE cli", "metrics-recalc SUCCESS cli");
    }

    @Test
    void a_job_is_run_by_its_alias_with_its_arguments_beside_a_running_process(TestDatabase database, TestRedis redis)
            throws Exception {
        Map<String, String> environment = ChildEnvironment.of(database, redis);
        environment.put("NODE_PORT", Integer.toString(ChildEnvironment.freePort()));
        try (ChildJvm daemon = ChildJvm.run(environment).awaitLine(UP);
                ChildJvm child = ChildJvm.run(environment, "--job", "earnings_poll", "--arg", "steps=3")) {
            assertThat(child.exitCode()).as(child.output()).isZero();
            assertThat(child.output()).contains("job=earnings-poll").doesNotContain("price-refresh");
            assertThat(daemon.terminate().exitCode()).isZero();
        }
        assertThat(ledger(database)).containsExactly("earnings-poll SUCCESS cli");
    }

    @Test
    void a_process_that_is_told_to_stop_before_its_job_is_over_ends_with_1(TestDatabase database, TestRedis redis)
            throws Exception {
        Map<String, String> environment = ChildEnvironment.of(database, redis);
        try (ChildJvm child = ChildJvm.run(environment, "--job", "metrics-recalc", "--arg", "steps=-1")) {
            int code = child.awaitLine("job goes on").terminate().exitCode();

            assertThat(code).as(child.output()).isEqualTo(1);
            assertThat(child.output()).contains("stopped");
        }
        assertThat(ledger(database)).containsExactly("metrics-recalc SUCCESS cli");
    }

    @Test
    void run_now_lets_every_schedule_fire_at_once(TestDatabase database, TestRedis redis) throws Exception {
        try (ChildJvm child = ChildJvm.run(ChildEnvironment.of(database, redis), "--run-now")
                .awaitLine(UP)
                .awaitLine("run finished")) {
            assertThat(child.terminate().exitCode()).isZero();
        }
        assertThat(ledger(database)).contains("earnings-poll SUCCESS cli").allMatch(run -> !run.endsWith(" schedule"));
    }

    @Test
    void what_a_command_line_cannot_mean_is_a_misuse(TestDatabase database, TestRedis redis) throws Exception {
        Map<String, String> environment = ChildEnvironment.of(database, redis);

        assertMisuse(environment, "did you mean earnings_poll?", "--job", "earning_poll");
        assertMisuse(
                environment,
                "--arg: steps: \"many\" is not a whole number",
                "--job",
                "earnings-poll",
                "--arg",
                "steps=many");
        assertMisuse(environment, "--arg needs the --job that it is for", "--all", "--arg", "steps=1");
        assertMisuse(environment, "mutually exclusive", "--all", "--job", "earnings-poll");
        assertThat(ledger(database)).isEmpty();
    }

    @Test
    void a_scheduler_runs_nothing_and_a_worker_does(TestDatabase database, TestRedis redis) throws Exception {
        try (ChildJvm scheduler =
                ChildJvm.run(ChildEnvironment.of(database, redis), "scheduler").awaitLine(UP)) {
            assertThat(scheduler.terminate().exitCode()).isZero();
        }
        try (ChildJvm worker =
                ChildJvm.run(ChildEnvironment.of(database, redis), "worker").awaitLine(UP)) {
            assertThat(worker.terminate().exitCode()).isZero();
        }
    }

    private static void assertMisuse(Map<String, String> environment, String said, String... args) throws Exception {
        try (ChildJvm child = ChildJvm.run(environment, args)) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(2);
            assertThat(child.output()).contains(said).doesNotContain("\tat ");
        }
    }

    private static List<String> ledger(TestDatabase database) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Duration patience = Duration.ofSeconds(5);
            var config = new PostgresConfig(PostgresUrl.parse(database.url()), "test", 1, patience, patience, patience);
            return Database.connect(vertx, config)
                    .read(tx -> tx.query(LEDGER, row -> row.text("line")))
                    .await(10, TimeUnit.SECONDS);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
