package dev.tickwork.jobs.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private final FakeTime time = new FakeTime(NoticeScene.NOON);
    private final List<String> pings = new ArrayList<>();
    private final Heartbeats heartbeats = new Heartbeats(time, this::ping);

    @Test
    void a_job_that_runs_often_says_so_once_a_minute() {
        for (int i = 0; i < 25; i++) {
            heartbeats.beat("prices");
            heartbeats.beat("prices");
            time.advance(Duration.ofSeconds(5));
        }

        assertThat(pings).containsExactly("prices", "prices", "prices");
    }

    @Test
    void each_heartbeat_has_its_own_minute() {
        heartbeats.beat("prices");
        heartbeats.beat("fx");

        assertThat(pings).containsExactly("prices", "fx");
    }

    @Test
    void a_clock_that_was_moved_back_silences_nobody() {
        heartbeats.beat("prices");
        time.moveTo(NoticeScene.NOON.minus(Duration.ofDays(365)));
        heartbeats.beat("prices");

        assertThat(pings).hasSize(2);
    }

    private Future<Void> ping(String name) {
        pings.add(name);
        return Future.failedFuture("nobody is there");
    }
}
