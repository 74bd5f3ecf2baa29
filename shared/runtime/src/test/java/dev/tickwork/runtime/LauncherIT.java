package dev.tickwork.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.World;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({RealPostgres.class, RealRedis.class})
class LauncherIT {
    private static final String UP = "trivial is up";
    private static final String NOBODY = "postgres://someone:topsecret@127.0.0.1:1/nothing";

    @Test
    void help_names_verticles_environment_and_exit_codes() throws Exception {
        try (ChildJvm child = ChildJvm.run(Map.of(), "--help")) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.output())
                    .contains("--verticles", "--conf", "--cluster", "--log-json", "--version")
                    .contains("  trivial", "DATABASE_URL", "ENVIRONMENT", "health", "Exit code:")
                    .contains("  NODE_PORT        serves /health/live, /health/ready and /metrics here\n");
        }
    }

    @Test
    void version_is_shown() throws Exception {
        try (ChildJvm child = ChildJvm.run(Map.of(), "--version")) {
            assertThat(child.exitCode()).isZero();
            assertThat(child.output()).startsWith("trivial development").contains("Java 17");
        }
    }

    @Test
    void a_verticle_that_is_not_there_is_a_misuse() throws Exception {
        try (ChildJvm child = ChildJvm.run(Map.of(), "--verticles", "trivail")) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.output()).contains("there is no verticle trivail").contains("did you mean trivial?");
        }
    }

    @Test
    void every_mistake_is_told_before_anything_starts(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("trivial.yaml"), "greting: hello\n");
        Map<String, String> environment =
                Map.of("LOG_LEVEL", "loud", "TICKWORK_CLOCK", "yesterday", "NODE_PORT", "99999");

        try (ChildJvm child = ChildJvm.run(environment, "--conf", folder.toString())) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.output())
                    .contains("the configuration has 5 mistakes:")
                    .contains("conf/node.yaml: clock (TICKWORK_CLOCK): \"yesterday\" is not a clock such as")
                    .contains("conf/node.yaml: database.url: is not set and has no default; set the environment"
                            + " variable DATABASE_URL")
                    .contains("conf/node.yaml: log.level (LOG_LEVEL): \"loud\" is not one of trace, debug")
                    .contains("conf/node.yaml: watch.port (NODE_PORT): 99999 is not between 0 and 65535")
                    .contains("trivial.yaml: greting: is not a known key; did you mean greeting?")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void production_refuses_a_moved_clock(TestDatabase database) throws Exception {
        Map<String, String> environment = Map.of(
                "DATABASE_URL", database.url(), "ENVIRONMENT", "production", "TICKWORK_CLOCK", "2013-11-01T00:00Z");

        try (ChildJvm child = ChildJvm.run(environment)) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.output()).contains("clock (TICKWORK_CLOCK): cannot be moved in production");
        }
    }

    @Test
    void a_database_of_the_other_world_is_refused(TestDatabase database, TestRedis redis) throws Exception {
        var migrations = new Migrations(PostgresUrl.parse(database.url()), Clock.systemUTC());
        assertThat(migrations.run(World.REAL.label(), Duration.ZERO).applied()).isPositive();

        try (ChildJvm child = ChildJvm.run(ChildEnvironment.of(database, redis))) {
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(child.output())
                    .contains("set ENVIRONMENT=production, or choose another database with DATABASE_URL");
        }
    }

    @Test
    void a_database_that_does_not_answer_is_waited_for_and_then_said_in_one_line() throws Exception {
        try (ChildJvm child = ChildJvm.run(Map.of("DATABASE_URL", NOBODY, "DATABASE_WAIT", "1s"))) {
            assertThat(child.exitCode()).isEqualTo(1);
            assertThat(child.output())
                    .contains("127.0.0.1:1")
                    .doesNotContain("\tat ")
                    .doesNotContain("topsecret");
        }
    }

    @Test
    void a_term_signal_ends_it_in_order_with_0(TestDatabase database, TestRedis redis) throws Exception {
        try (ChildJvm child = ChildJvm.run(ChildEnvironment.of(database, redis)).awaitLine(UP)) {
            long told = System.nanoTime();

            int code = child.terminate().exitCode();

            assertThat(code).as(child.output()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
            assertThat(child.output()).contains("stopping").contains("stopped");
        }
    }

    @Test
    void a_term_signal_breaks_the_start_off_with_0() throws Exception {
        Map<String, String> environment = Map.of("DATABASE_URL", NOBODY, "DATABASE_WAIT", "60s", "LOG_LEVEL", "debug");
        try (ChildJvm child = ChildJvm.run(environment).awaitLine("127.0.0.1:1")) {
            long told = System.nanoTime();

            int code = child.terminate().exitCode();

            assertThat(code).as(child.output()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
            assertThat(child.output()).contains("stopped").doesNotContain("\tat ");
        }
    }

    @Test
    void a_term_signal_in_the_middle_of_the_start_ends_what_there_is(TestDatabase database, TestRedis redis)
            throws Exception {
        try (ChildJvm child =
                ChildJvm.run(ChildEnvironment.of(database, redis)).awaitLine("the schema is up to date")) {
            int code = child.terminate().exitCode();

            assertThat(code).as(child.output()).isZero();
            assertThat(child.output()).contains("stopped").doesNotContain("\tat ");
        }
    }

    @Test
    void what_hangs_is_named_and_left_behind(TestDatabase database, TestRedis redis) throws Exception {
        Map<String, String> environment = ChildEnvironment.of(database, redis);
        environment.putAll(Map.of("TRIVIAL_GREETING", "hang", "DRAIN", "0s"));
        try (ChildJvm child = ChildJvm.run(environment).awaitLine(UP)) {
            long told = System.nanoTime();

            int code = child.terminate().exitCode();

            assertThat(code).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
            assertThat(child.output()).contains("verticle trivial did not end in time");
        }
    }

    @Test
    void health_asks_the_running_process(TestDatabase database, TestRedis redis) throws Exception {
        Map<String, String> environment = ChildEnvironment.of(database, redis);
        environment.put("NODE_PORT", Integer.toString(ChildEnvironment.freePort()));

        assertThat(health(environment)).isEqualTo(1);
        try (ChildJvm child = ChildJvm.run(environment).awaitLine(UP)) {
            assertThat(health(environment)).as(child.output()).isZero();
        }
    }

    @Test
    void a_port_in_use_is_said_in_one_line(TestDatabase database, TestRedis redis) throws Exception {
        Map<String, String> environment = ChildEnvironment.of(database, redis);
        try (ServerSocket taken = new ServerSocket(0)) {
            environment.putAll(Map.of("NODE_HOST", "0.0.0.0", "NODE_PORT", Integer.toString(taken.getLocalPort())));
            try (ChildJvm child = ChildJvm.run(environment)) {
                assertThat(child.exitCode()).isEqualTo(1);
                assertThat(child.output())
                        .contains("NODE_PORT " + taken.getLocalPort() + " cannot be used")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void json_logs_are_one_object_a_line_without_secrets(TestDatabase database, TestRedis redis) throws Exception {
        Map<String, String> environment = ChildEnvironment.of(database, redis);
        environment.putAll(
                Map.of("LOG_LEVEL", "trace", "LOG_FORMAT", "json", "TWELVEDATA_API_KEY", "k3y-of-the-vendor"));
        try (ChildJvm child = ChildJvm.run(environment).awaitLine(UP)) {
            assertThat(child.terminate().exitCode()).isZero();
            assertThat(child.output().lines())
                    .allSatisfy(line ->
                            assertThat(Wire.tree(line).path("level").asText()).isNotEmpty());
            assertThat(child.output()).doesNotContain("k3y-of-the-vendor");
        }
    }

    @Test
    void a_switch_asks_for_json_too(TestDatabase database, TestRedis redis) throws Exception {
        try (ChildJvm child =
                ChildJvm.run(ChildEnvironment.of(database, redis), "--log-json").awaitLine(UP)) {
            assertThat(child.output().lines())
                    .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        }
    }

    private static int health(Map<String, String> environment) throws InterruptedException {
        try (ChildJvm child = ChildJvm.run(environment, "health")) {
            return child.exitCode();
        }
    }
}
