package dev.tickwork.postgres;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealPostgres.class)
class NotificationsTest {
    private final Vertx vertx = Vertx.vertx();
    private final CapturedLog log = CapturedLog.of(Notifications.class);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private TcpProxy wire;
    private Database listener;
    private Database speaker;

    @BeforeEach
    void connect(TestDatabase server) {
        wire = TcpProxy.to(server.url());
        listener = Database.connect(vertx, config(wire.through(server.url())));
        speaker = Database.connect(vertx, config(server.url()));
    }

    @AfterEach
    void close() {
        done(Future.join(listener.close(), speaker.close()));
        done(vertx.close());
        wire.close();
        log.stop();
    }

    @Test
    void hears_what_another_process_commits() {
        listen("jobs");

        say("jobs", "run 1");

        until(() -> heard.equals(List.of("run 1")));
    }

    @Test
    void hears_nothing_of_a_transaction_that_was_rolled_back() {
        listen("jobs");
        Future<Void> failed = speaker.write(
                tx -> tx.notify("jobs", "lost").compose(said -> Future.failedFuture(new IllegalStateException("no"))));
        assertThatThrownBy(() -> done(failed)).hasMessage("no");

        say("jobs", "kept");

        until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("kept");
    }

    @Test
    void hears_only_its_own_channel() {
        listen("jobs");
        var others = new CopyOnWriteArrayList<String>();
        var unused = listener.notifications().listen("cancels", begun::incrementAndGet, others::add);
        until(() -> begun.get() == 2);

        say("cancels", "run 1");
        say("jobs", "run 2");

        until(() -> !heard.isEmpty() && !others.isEmpty());
        assertThat(heard).containsExactly("run 2");
        assertThat(others).containsExactly("run 1");
    }

    @Test
    void hears_nothing_after_its_end() {
        Listening first = listen("jobs");
        var second = new CopyOnWriteArrayList<String>();
        var unused = listener.notifications().listen("jobs", begun::incrementAndGet, second::add);
        until(() -> begun.get() == 2);

        first.end();
        say("jobs", "run 1");

        until(() -> !second.isEmpty());
        assertThat(heard).isEmpty();
    }

    @Test
    void begins_again_after_a_cut_and_says_so() {
        listen("jobs");
        wire.cut();
        say("jobs", "lost in the gap");

        wire.restore();

        until(() -> begun.get() == 2);
        say("jobs", "after");
        until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("after");
    }

    @Test
    void begins_again_after_a_silence_that_nobody_announced() {
        listen("jobs");

        wire.hang();
        until(() -> log.contains("notifications are interrupted"));
        wire.restore();

        until(() -> begun.get() == 2);
        say("jobs", "after");
        until(() -> heard.contains("after"));
    }

    @Test
    void begins_once_a_database_that_was_away_at_first_is_there() {
        wire.cut();
        var unused = listener.notifications().listen("jobs", begun::incrementAndGet, heard::add);

        wire.restore();

        until(() -> begun.get() == 1);
    }

    @Test
    void refuses_what_cannot_be_a_channel_or_a_payload() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener.notifications().listen("a; DROP TABLE b", () -> {}, heard::add))
                .withMessageContaining("channel");
        assertThatThrownBy(() -> say("jobs", "x".repeat(8_000))).hasMessageContaining("payload for jobs");
    }

    @CanIgnoreReturnValue
    private Listening listen(String channel) {
        Listening listening = listener.notifications().listen(channel, begun::incrementAndGet, heard::add);
        until(() -> begun.get() == 1);
        return listening;
    }

    private void say(String channel, String payload) {
        done(speaker.write(tx -> tx.notify(channel, payload)));
    }

    private static PostgresConfig config(String url) {
        return PostgresConfig.standard(PostgresUrl.parse(url), "notification test")
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }
}
