package dev.tickwork.runtime.notices;

import static dev.tickwork.runtime.notices.OutsideWorld.TOKEN;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OutsideHeartbeatsTest {
    @TempDir
    Path folder;

    private OutsideWorld world;

    @BeforeEach
    void open() {
        world = new OutsideWorld(folder);
        world.file("upstream.yaml", world.webhook("daily-etf", "/ping/" + TOKEN));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "post"})
    void a_watcher_is_called_as_it_wishes(String method) {
        world.file("notices.yaml", "heartbeats: {daily-etf: " + method + "}");

        done(ping());

        assertThat(world.asked).containsExactly(method.toUpperCase(Locale.ROOT) + " /ping/" + TOKEN);
    }

    @Test
    void a_watcher_that_says_no_did_not_hear_it() {
        world.file("notices.yaml", "heartbeats: {daily-etf: get}");
        world.status = 404;

        assertThatThrownBy(() -> done(ping())).hasMessage("the watcher answered 404");
    }

    @Test
    void a_heartbeat_that_nobody_has_configured_says_so() {
        assertThatThrownBy(() -> done(ping())).hasMessage("no heartbeat daily-etf in conf/notices.yaml");
    }

    private Future<Void> ping() {
        return new OutsideHeartbeats(world.upstream(), world.notices(), world.time).ping("daily-etf");
    }
}
