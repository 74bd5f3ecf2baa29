package dev.tickwork.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final Closing closing = new Closing();
    private final List<String> ended = new ArrayList<>();

    @Test
    void what_came_last_ends_first_and_each_waits_for_the_one_before() {
        Promise<Void> slow = Promise.promise();
        closing.add("first", () -> end("first"));
        closing.add("second", slow::future);

        Future<Void> closed = closing.close();

        assertThat(closing.current()).isEqualTo("second");
        assertThat(ended).isEmpty();
        slow.complete();
        assertThat(ended).containsExactly("first");
        assertThat(closed.succeeded()).isTrue();
    }

    @Test
    void a_step_that_fails_or_throws_keeps_nobody_from_ending() {
        closing.add("first", () -> end("first"));
        closing.add("fails", () -> Future.failedFuture("broken on purpose"));
        closing.add("throws", () -> {
            throw new IllegalStateException("broken on purpose");
        });

        assertThat(closing.close().succeeded()).isTrue();
        assertThat(ended).containsExactly("first");
    }

    @Test
    void each_step_is_taken_once() {
        closing.add("only", () -> end("only"));

        assertThat(closing.close().compose(done -> closing.close()).succeeded()).isTrue();
        assertThat(ended).containsExactly("only");
    }

    @Test
    void whoever_starts_something_after_the_signal_is_refused_and_the_rest_still_ends() {
        closing.add("first", () -> end("first"));
        closing.refuseMore();

        assertThatThrownBy(() -> closing.add("late", () -> end("late"))).isInstanceOf(CannotStart.class);
        assertThat(closing.close().succeeded()).isTrue();
        assertThat(ended).containsExactly("first");
    }

    private Future<Void> end(String name) {
        ended.add(name);
        return Future.succeededFuture();
    }
}
