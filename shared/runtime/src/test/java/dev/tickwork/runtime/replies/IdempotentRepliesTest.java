package dev.tickwork.runtime.replies;

import static dev.tickwork.runtime.jobs.Books.asks;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.jobs.Books;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdempotentRepliesTest {
    /** What the effects of these tests answer. */
    record Counted(int effect) {}

    @RegisterExtension
    final Books books = new Books();

    private final AtomicInteger effects = new AtomicInteger();
    private IdempotentReplies replies;

    @BeforeEach
    void make() {
        replies = new IdempotentReplies(books.database(), books.time());
    }

    @Test
    void the_same_request_is_answered_once_and_then_replayed() {
        OperationReply first = done(answer(asks("{\"id\":1}", "{}", "key")));
        OperationReply second = done(answer(asks("{\"id\":1}", "{}", "key")));

        assertThat(effects).hasValue(1);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.status()).isEqualTo(202);
        assertThat(first.headers()).isEmpty();
        assertThat(second.headers()).containsEntry("Idempotency-Replayed", "true");
    }

    @Test
    void without_a_key_each_request_has_its_effect() {
        done(answer(asks("{}", "{}")));
        done(answer(asks("{}", "{}")));

        assertThat(effects).hasValue(2);
    }

    @Test
    void parameters_may_come_in_any_order() {
        done(answer(asks("{\"a\":1,\"b\":2}", "{}", "key")));
        done(answer(asks("{\"b\":2,\"a\":1}", "{}", "key")));

        assertThat(effects).hasValue(1);
    }

    @Test
    void a_key_that_comes_with_another_request_is_refused() {
        done(answer(asks("{}", "{}", "key")));

        assertThatThrownBy(() -> done(answer(asks("{}", "{\"a\":1}", "key"))))
                .hasMessageStartingWith("idempotency_key_reused");
        assertThatThrownBy(() -> done(answer(asks("{\"id\":1}", "{}", "key"))))
                .hasMessageStartingWith("idempotency_key_reused");
        assertThatThrownBy(() -> done(replies.answer("other", asks("{}", "{}", "key"), this::effect)))
                .hasMessageStartingWith("idempotency_key_reused");
    }

    @Test
    void a_repetition_does_not_wait_for_the_first_and_is_told_so() {
        Promise<OperationReply> slow = Promise.promise();
        Promise<Void> begun = Promise.promise();
        Future<OperationReply> first = replies.answer("jobs.retry", asks("{}", "{}", "key"), tx -> {
            begun.complete();
            return slow.future();
        });
        done(begun.future());

        assertThatThrownBy(() -> done(answer(asks("{}", "{}", "key")))).hasMessageStartingWith("in_progress");
        slow.complete(OperationReply.accepted(new Counted(7)));

        assertThat(done(first).status()).isEqualTo(202);
        assertThat(done(answer(asks("{}", "{}", "key"))).body().get("effect").intValue())
                .isEqualTo(7);
    }

    @Test
    void what_was_refused_may_be_tried_again() {
        Future<OperationReply> refused = replies.answer(
                "jobs.retry", asks("{}", "{}", "key"), tx -> Future.failedFuture(ApiProblem.notFound("not there")));
        assertThatThrownBy(() -> done(refused)).hasMessageStartingWith("not_found");

        done(answer(asks("{}", "{}", "key")));

        assertThat(effects).hasValue(1);
    }

    @Test
    void after_a_day_a_key_is_new_again() {
        done(answer(asks("{}", "{}", "key")));
        books.time().advance(Duration.ofHours(24));

        done(answer(asks("{}", "{\"a\":1}", "key")));

        assertThat(effects).hasValue(2);
    }

    @Test
    void old_answers_are_forgotten_and_younger_ones_kept() {
        done(answer(asks("{}", "{}", "old")));
        books.time().advance(Duration.ofMinutes(1439));
        done(answer(asks("{}", "{}", "new")));
        books.time().advance(Duration.ofMinutes(1));

        assertThat(done(replies.purge())).isEqualTo(1);
        assertThat(done(replies.purge())).isZero();
    }

    @Test
    void forgetting_comes_round_every_hour_until_it_is_stopped() {
        var purge = new ReplyPurge(replies, books.time());
        purge.start();
        assertThat(books.time().nextAlarm()).hasValue(Books.NOON.plus(Duration.ofHours(1)));

        done(purge.stop());

        assertThat(books.time().nextAlarm()).isEmpty();
    }

    private Future<OperationReply> answer(OperationRequest request) {
        return replies.answer("jobs.retry", request, this::effect);
    }

    private Future<OperationReply> effect(Tx tx) {
        return Future.succeededFuture(OperationReply.accepted(new Counted(effects.incrementAndGet())));
    }
}
