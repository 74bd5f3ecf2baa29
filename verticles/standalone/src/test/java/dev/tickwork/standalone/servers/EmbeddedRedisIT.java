package dev.tickwork.standalone.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedRedisIT {
    private static final RandomGenerator RANDOM = new SecureRandom();

    @RegisterExtension
    final OwnDataFolder data = new OwnDataFolder();

    @Test
    void keeps_data_port_and_password_over_a_restart() throws Exception {
        String firstUrl;
        try (var first = EmbeddedRedis.start(data.folder(), RANDOM)) {
            firstUrl = first.url();
            assertThat(ask(first, "SET kept 42")).isEqualTo("+OK");
        }

        try (var second = EmbeddedRedis.start(data.folder(), RANDOM)) {
            assertThat(ask(second, "GET kept")).isEqualTo("42");
            assertThat(second.url()).isEqualTo(firstUrl);
        }
    }

    @Test
    void writes_to_disk_each_second_and_listens_on_this_machine_only() throws Exception {
        try (var redis = EmbeddedRedis.start(data.folder(), RANDOM)) {
            assertThat(ask(redis, "CONFIG GET appendonly")).isEqualTo("yes");
            assertThat(ask(redis, "CONFIG GET appendfsync")).isEqualTo("everysec");
            assertThat(ask(redis, "CONFIG GET bind")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void keeps_the_password_from_other_users() throws Exception {
        try (var redis = EmbeddedRedis.start(data.folder(), RANDOM)) {
            for (var file : new String[] {"redis.password", "redis/redis.conf"}) {
                var permissions = Files.getPosixFilePermissions(data.path().resolve(file));
                assertThat(PosixFilePermissions.toString(permissions)).as(file).isEqualTo("rw-------");
            }
            assertThat(new Redis(redis.url().replaceFirst(":[^:@]+@", ":guess@")).ask("PING"))
                    .startsWith("-WRONGPASS");
        }
    }

    @Test
    void takes_and_remembers_another_port_when_its_own_is_taken() throws Exception {
        int port;
        try (var first = EmbeddedRedis.start(data.folder(), RANDOM)) {
            port = port(first);
        }

        try (var squatter = new ServerSocket()) {
            squatter.bind(new InetSocketAddress("127.0.0.1", port));
            try (var second = EmbeddedRedis.start(data.folder(), RANDOM)) {
                assertThat(port(second)).isNotEqualTo(port);
                assertThat(ask(second, "PING")).isEqualTo("+PONG");
                assertThat(data.path().resolve("redis.port")).hasContent(Integer.toString(port(second)));
            }
        }
    }

    @Test
    void stops_what_a_killed_jvm_left_running_and_finds_its_data() throws Exception {
        data.close();
        var jvm = AnotherJvm.startOn(data.path(), Map.of());
        var orphanUrl = AnotherJvm.addresses(jvm).get(1);
        assertThat(new Redis(orphanUrl).ask("SET kept 42")).isEqualTo("+OK");
        jvm.destroyForcibly().waitFor();
        assertThat(new Redis(orphanUrl).ask("PING")).isEqualTo("+PONG"); // nobody stopped it

        data.reopen();
        try (var next = EmbeddedRedis.start(data.folder(), RANDOM)) {
            assertThat(ask(next, "GET kept")).isEqualTo("42");
            assertThat(next.url()).isEqualTo(orphanUrl);
        } finally {
            EmbeddedPostgres.start(data.folder(), RANDOM).close();
        }
    }

    @Test
    void is_not_fooled_by_a_pid_file_whose_number_belongs_to_another_program() throws Exception {
        EmbeddedRedis.start(data.folder(), RANDOM).close();
        var bystander = new ProcessBuilder("sleep", "60").start();
        Files.writeString(data.path().resolve("redis/redis.pid"), Long.toString(bystander.pid()));

        try (var redis = EmbeddedRedis.start(data.folder(), RANDOM)) {
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void says_in_the_words_of_redis_why_damaged_data_do_not_start() throws Exception {
        EmbeddedRedis.start(data.folder(), RANDOM).close();
        Files.writeString(data.path().resolve("redis/appendonly.aof"), "holiday\r\nsun\r\nsea\r\n");

        assertThatThrownBy(() -> EmbeddedRedis.start(data.folder(), RANDOM).close())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("Bad file format reading the append only file")
                .hasMessageContaining("its folder may be deleted");
    }

    @Test
    void closes_twice_without_complaint() {
        var redis = EmbeddedRedis.start(data.folder(), RANDOM);
        redis.close();

        redis.close();

        assertThat(data.path().resolve("redis/redis.pid")).doesNotExist();
    }

    private static String ask(EmbeddedRedis redis, String command) throws IOException {
        return new Redis(redis.url()).ask(command);
    }

    private static int port(EmbeddedRedis redis) {
        return URI.create(redis.url()).getPort();
    }
}
