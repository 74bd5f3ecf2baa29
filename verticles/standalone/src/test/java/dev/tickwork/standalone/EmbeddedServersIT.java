package dev.tickwork.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {
    @TempDir
    Path data;

    private final EmbeddedServers servers = new EmbeddedServers(new SecureRandom());

    @Test
    void starts_what_the_environment_does_not_name() {
        var named =
                servers.start(Map.of("TICKWORK_DATA", data.toString(), "DATABASE_URL", "postgres://elsewhere/db")::get);
        try {
            assertThat(named).containsOnlyKeys("REDIS_URL");
            assertThat(data.resolve("postgres")).doesNotExist();
        } finally {
            servers.stop();
        }
    }

    @Test
    void names_both_and_leaves_nothing_running() {
        var named = servers.start(Map.of("TICKWORK_DATA", data.toString(), "REDIS_URL", " ")::get);
        servers.stop();

        assertThat(named).containsOnlyKeys("DATABASE_URL", "REDIS_URL");
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(data.resolve("redis/redis.pid")).doesNotExist();
    }

    @Test
    void starts_nothing_when_both_are_named() {
        var named = servers.start(Map.of(
                "TICKWORK_DATA", data.resolve("untouched").toString(),
                "DATABASE_URL", "postgres://elsewhere/db",
                "CELERY_BROKER_URL", "redis://elsewhere")::get);

        assertThat(named).isEmpty();
        assertThat(data.resolve("untouched")).doesNotExist();
    }

    @Test
    void a_process_beside_another_uses_its_servers() {
        Map<String, String> environment = Map.of("TICKWORK_DATA", data.toString());
        var beside = new EmbeddedServers(new SecureRandom());
        try {
            var named = servers.start(environment::get);

            assertThat(beside.startOrJoin(environment::get)).isEqualTo(named);
            beside.stop();

            assertThat(data.resolve("postgres/postmaster.pid")).exists();
        } finally {
            servers.stop();
        }
    }

    @Test
    void a_process_beside_nobody_starts_what_it_needs() {
        var named = servers.startOrJoin(
                Map.of("TICKWORK_DATA", data.toString(), "DATABASE_URL", "postgres://elsewhere/db")::get);
        servers.stop();

        assertThat(named).containsOnlyKeys("REDIS_URL");
    }

    @Test
    void stops_the_one_that_came_up_when_the_other_did_not() throws Exception {
        Files.writeString(Files.createDirectories(data.resolve("postgres")).resolve("holiday.txt"), "sun");

        assertThatThrownBy(() -> servers.start(Map.of("TICKWORK_DATA", data.toString())::get))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is not a data directory of Postgres");
        servers.stop();

        assertThat(data.resolve("redis/redis.pid")).doesNotExist();
    }
}
