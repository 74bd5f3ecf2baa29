package dev.tickwork.standalone.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private static final RandomGenerator RANDOM = new SecureRandom();

    private static final String ACCESS_RULES = """
            SELECT string_agg(concat_ws(' ', type, database, user_name, address, netmask, auth_method), '; ')
            FROM pg_hba_file_rules
            """;

    @RegisterExtension
    final OwnDataFolder data = new OwnDataFolder();

    @Test
    void keeps_data_port_and_password_over_a_restart() throws Exception {
        String firstUrl;
        try (var first = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            firstUrl = first.url();
            run(first, "CREATE TABLE kept AS SELECT 'grüezi' AS word");
        }

        try (var second = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(second, "SELECT upper(word) FROM kept")).isEqualTo("GRÜEZI");
            assertThat(second.url()).isEqualTo(firstUrl);
        }
    }

    @Test
    void commits_to_disk_and_asks_everybody_for_a_password() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW password_encryption")).isEqualTo("scram-sha-256");
            assertThat(ask(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres, "SHOW server_version")).startsWith("17.");
            assertThat(ask(postgres, "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'tickwork'"))
                    .isEqualTo("SCRAM-SHA-256");
            assertThat(ask(postgres, ACCESS_RULES))
                    .isEqualTo("host {all} {all} 127.0.0.1 255.255.255.255 scram-sha-256");
        }
    }

    @Test
    void keeps_the_password_from_other_users() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            var permissions = Files.getPosixFilePermissions(data.path().resolve("postgres.password"));

            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
            assertThat(postgres.url())
                    .contains(Files.readString(data.path().resolve("postgres.password"))
                            .strip());
        }
    }

    @Test
    void refuses_a_wrong_password() {
        try (var postgres = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            var wrong = new Sql(postgres.url().replaceFirst(":[^:@]+@", ":guess@"));

            assertThatThrownBy(() -> wrong.ask("SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void takes_and_remembers_another_port_when_its_own_is_taken() throws Exception {
        int port;
        try (var first = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            port = port(first);
        }

        int other;
        try (var squatter = new ServerSocket()) {
            squatter.bind(new InetSocketAddress("127.0.0.1", port));
            try (var second = EmbeddedPostgres.start(data.folder(), RANDOM)) {
                other = port(second);
                assertThat(other).isNotEqualTo(port);
                assertThat(ask(second, "SHOW port")).isEqualTo(Integer.toString(other));
            }
        }
        assertThat(data.path().resolve("postgres.port")).hasContent(Integer.toString(other));
    }

    @Test
    void stops_what_a_killed_jvm_left_running_and_finds_its_data() throws Exception {
        data.close();
        var jvm = AnotherJvm.startOn(data.path(), Map.of("LC_ALL", "de_DE.UTF-8", "PGPORT", "1", "PGDATA", "/nowhere"));
        var orphanUrl = AnotherJvm.addresses(jvm).get(0);
        new Sql(orphanUrl).run("CREATE TABLE kept AS SELECT 42 AS answer");
        jvm.destroyForcibly().waitFor();
        assertThat(new Sql(orphanUrl).ask("SELECT answer FROM kept")).isEqualTo("42"); // nobody stopped it

        data.reopen();
        try (var next = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(next, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(next.url()).isEqualTo(orphanUrl);
        } finally {
            EmbeddedRedis.start(data.folder(), RANDOM).close();
        }
    }

    @Test
    void recovers_when_the_server_itself_was_killed() throws Exception {
        var first = EmbeddedPostgres.start(data.folder(), RANDOM);
        run(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        killServer();

        try (var next = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(next, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void is_not_fooled_by_a_pid_file_whose_number_belongs_to_another_program() throws Exception {
        var first = EmbeddedPostgres.start(data.folder(), RANDOM);
        run(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        var pidFile = data.path().resolve("postgres/postmaster.pid");
        killServer();
        var stale = Files.readString(pidFile);
        Files.writeString(
                pidFile,
                stale.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));

        try (var next = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(next, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void refuses_a_pid_file_of_a_server_on_another_folder(@TempDir Path elsewhere) throws Exception {
        EmbeddedPostgres.start(data.folder(), RANDOM).close();
        var otherPath = SharedBinaries.dataFolderIn(elsewhere);
        try (var otherFolder = DataFolder.open(otherPath);
                var other = EmbeddedPostgres.start(otherFolder, RANDOM)) {
            Files.copy(
                    otherFolder.resolve("postgres/postmaster.pid"), data.path().resolve("postgres/postmaster.pid"));

            assertRefused("a Postgres on another directory");
            assertThat(ask(other, "SELECT 1")).isEqualTo("1");
        }
        SharedBinaries.unlink(otherPath);
    }

    @Test
    void refuses_data_of_another_major_version() throws Exception {
        EmbeddedPostgres.start(data.folder(), RANDOM).close();
        Files.writeString(data.path().resolve("postgres/PG_VERSION"), "16\n");

        assertRefused("were written by Postgres 16, this Tickwork brings Postgres 17");
    }

    @Test
    void refuses_a_folder_that_is_no_data_directory() throws Exception {
        Files.writeString(
                Files.createDirectories(data.path().resolve("postgres")).resolve("holiday.txt"), "sun");

        assertRefused("is not a data directory of Postgres");
        assertThat(data.path().resolve("postgres/holiday.txt")).hasContent("sun");
    }

    @Test
    void says_in_the_words_of_postgres_why_damaged_data_do_not_start() throws Exception {
        EmbeddedPostgres.start(data.folder(), RANDOM).close();
        Files.delete(data.path().resolve("postgres/global/pg_control"));

        assertRefused("could not find the database system");
    }

    @Test
    void refuses_data_whose_password_is_gone() throws Exception {
        EmbeddedPostgres.start(data.folder(), RANDOM).close();
        Files.delete(data.path().resolve("postgres.password"));

        assertRefused("postgres.password is gone");
    }

    @Test
    void begins_again_when_the_first_start_was_cut_off() throws Exception {
        Files.writeString(
                Files.createDirectories(data.path().resolve("postgres.new")).resolve("PG_VERSION"), "17");

        try (var postgres = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(postgres, "SELECT current_database()")).isEqualTo("tickwork");
        }
    }

    @Test
    void lets_settings_of_the_user_win_only_where_nothing_depends_on_them() throws Exception {
        EmbeddedPostgres.start(data.folder(), RANDOM).close();
        Files.writeString(data.path().resolve("postgres/local.conf"), "work_mem = '5MB'\nfsync = off\n");

        try (var postgres = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(postgres, "SHOW work_mem")).isEqualTo("5MB");
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void runs_for_root_with_and_without_user_namespaces_on_the_same_data() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "only root needs another user");
        makeReachable(data.parent());
        try (var asNobody = EmbeddedPostgres.start(data.folder(), RANDOM, ServerUser.nobody())) {
            run(asNobody, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (var inNamespace = EmbeddedPostgres.start(data.folder(), RANDOM)) {
            assertThat(ask(inNamespace, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void closes_twice_without_complaint() {
        var postgres = EmbeddedPostgres.start(data.folder(), RANDOM);
        postgres.close();

        postgres.close();

        assertThat(data.path().resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void refuses_a_data_folder_that_another_jvm_uses() throws Exception {
        var second = AnotherJvm.startOn(data.path(), Map.of());

        var said = second.inputReader().readLine();

        assertThat(said)
                .contains("is in use by another Tickwork (process "
                        + ProcessHandle.current().pid() + ")");
        assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> EmbeddedPostgres.start(data.folder(), RANDOM).close())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(data.path().toString())
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    private void killServer() throws IOException {
        var pid = PostmasterPid.in(data.path().toRealPath().resolve("postgres"))
                .orElseThrow()
                .pid();
        var server = ProcessHandle.of(pid).orElseThrow();
        assertThat(server.destroyForcibly()).isTrue();
        assertThat(Waiting.until(Duration.ofSeconds(10), () -> !server.isAlive()))
                .isTrue();
    }

    /** Temporary folders of tests are for their owner only; the user nobody must pass through them. */
    private static void makeReachable(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        new Sql(postgres.url()).run(sql);
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        return new Sql(postgres.url()).ask(sql);
    }

    private static int port(EmbeddedPostgres postgres) {
        return URI.create(postgres.url()).getPort();
    }
}
