package dev.tickwork.candleingest;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final FakeTime time = new FakeTime(Instant.parse("2026-03-04T12:00:00Z"));
    private Future<?> answer = Future.succeededFuture();
    private int begun;

    private final Rounds rounds = new Rounds(time, "test", Duration.ofHours(6), () -> {
        begun++;
        return answer;
    });

    @Test
    void one_begins_at_once_and_others_follow_whatever_became_of_the_last() {
        done(rounds.start());
        time.advance(Duration.ofHours(6));
        answer = Future.failedFuture("postgres is away");
        time.advance(Duration.ofHours(6));
        time.advance(Duration.ofHours(6));

        assertThat(begun).isEqualTo(4);
    }

    @Test
    void nothing_follows_where_the_first_failed_or_that_was_stopped() {
        answer = Future.failedFuture("postgres is away");
        assertThatThrownBy(() -> done(rounds.start())).hasMessageContaining("postgres is away");
        answer = Future.succeededFuture();
        done(rounds.start());
        rounds.stop();
        time.advance(Duration.ofDays(1));

        assertThat(begun).isEqualTo(2);
        assertThat(time.nextAlarm()).isEmpty();
    }

    @Test
    void what_is_asked_for_besides_begins_when_the_last_is_over_and_delays_none() {
        done(rounds.start());
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        rounds.now();
        rounds.now();
        assertThat(begun).isEqualTo(2);

        answer = Future.succeededFuture();
        slow.fail("postgres is away");
        assertThat(begun).isEqualTo(3);
        time.advance(Duration.ofHours(6));

        assertThat(begun).isEqualTo(4);
        rounds.stop();
        rounds.now();
        assertThat(begun).isEqualTo(4);
    }
}
