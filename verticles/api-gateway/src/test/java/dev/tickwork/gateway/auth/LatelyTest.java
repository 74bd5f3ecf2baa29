package dev.tickwork.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatelyTest {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

    private final FakeTime time = FakeTime.at("2026-03-02T12:00:00Z");
    private final List<Promise<String>> asked = new ArrayList<>();
    private final Lately<String> lately = new Lately<>(time, PAUSE, AFTER_A_FAILURE, this::ask);

    @Test
    void asks_once_however_many_want_to_know() {
        Future<String> first = lately.answer();
        time.advance(PAUSE.multipliedBy(2));
        Future<String> second = lately.answer();
        asked.get(0).complete("keys");

        assertThat(asked).hasSize(1);
        assertThat(first.result()).isEqualTo("keys");
        assertThat(second.result()).isEqualTo("keys");
    }

    @Test
    void an_answer_stands_until_the_pause_is_over() {
        answered();
        time.advance(PAUSE.minusMillis(1));
        assertThat(lately.answer().result()).isEqualTo("keys");
        assertThat(asked).hasSize(1);

        time.advance(Duration.ofMillis(1));

        assertThat(lately.answer().isComplete()).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_failure_stands_for_a_time_of_its_own() {
        Future<String> failed = lately.answer();
        asked.get(0).fail("away");
        time.advance(AFTER_A_FAILURE.minusMillis(1));
        assertThat(lately.answer()).isSameAs(failed);

        time.advance(Duration.ofMillis(1));

        assertThat(lately.answer()).isNotSameAs(failed);
    }

    @Test
    void a_clock_that_was_moved_back_makes_it_ask_anew() {
        answered();

        time.moveTo(Instant.parse("2026-03-02T11:59:59Z"));

        assertThat(lately.answer().isComplete()).isFalse();
        assertThat(asked).hasSize(2);
    }

    private void answered() {
        var unused = lately.answer();
        asked.get(0).complete("keys");
    }

    private Future<String> ask() {
        Promise<String> promise = Promise.promise();
        asked.add(promise);
        return promise.future();
    }
}
