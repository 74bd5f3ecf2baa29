package dev.tickwork.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.contract.ApiContract;
import dev.tickwork.gateway.contract.CheckedRequest;
import dev.tickwork.gateway.operations.Asked.Idempotency;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Call;
import dev.tickwork.messages.NobodyAnswers;
import dev.tickwork.messages.NobodyAnswers.Reason;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.Topic;
import dev.tickwork.messages.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ForwardingTest {
    private static final Vertx vertx = Vertx.vertx();
    private static ApiContract contract;

    @BeforeAll
    static void load() throws Exception {
        contract = ApiContract.load(vertx).await(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void a_read_that_comes_too_late_is_repeated_once() {
        var bus = new Scripted(tooLate(), Future.succeededFuture(OperationReply.noContent()));

        Future<OperationReply> answer = new Forwarding(bus).answer(asked("jobs.status"));

        assertThat(answer.result().status()).isEqualTo(204);
        assertThat(bus.addresses).containsExactly("api.jobs.status", "api.jobs.status");
    }

    @Test
    void a_read_that_comes_too_late_twice_is_not_repeated_again() {
        var bus = new Scripted(tooLate(), tooLate());

        Future<OperationReply> answer = new Forwarding(bus).answer(asked("jobs.status"));

        assertThat(answer.cause())
                .asInstanceOf(type(ApiProblem.class))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("no_answer_in_time"))
                .satisfies(problem -> assertThat(problem.retryAfter()).hasValue(Duration.ofSeconds(2)));
        assertThat(bus.addresses).hasSize(2);
    }

    @Test
    void a_write_that_may_have_been_done_is_never_repeated() {
        var bus = new Scripted(tooLate(), Future.succeededFuture(OperationReply.noContent()));

        Future<OperationReply> answer = new Forwarding(bus).answer(asked("simulator.faults.clear"));

        assertThat(answer.failed()).isTrue();
        assertThat(bus.addresses).hasSize(1);
    }

    @Test
    void a_write_that_nobody_has_looked_at_is_repeated() {
        var ended = Future.<OperationReply>failedFuture(new NobodyAnswers("api.x", Reason.ENDED));
        var bus = new Scripted(ended, Future.succeededFuture(OperationReply.noContent()));

        Future<OperationReply> answer = new Forwarding(bus).answer(asked("simulator.faults.clear"));

        assertThat(answer.result().status()).isEqualTo(204);
        assertThat(bus.addresses).hasSize(2);
    }

    private static Future<OperationReply> tooLate() {
        return Future.failedFuture(new NobodyAnswers("api.x", Reason.TOO_LATE));
    }

    private static Asked asked(String id) {
        var anna = new Identity("anna", Role.ADMIN, "k", null);
        return new Asked(
                contract.operation(id).orElseThrow(),
                anna,
                "127.0.0.1",
                new CheckedRequest(Wire.object(), null),
                Idempotency.NONE);
    }

    /** Answers in the order that the test says. */
    private static final class Scripted implements Bus {
        private final Deque<String> addresses = new ArrayDeque<>();
        private final Deque<Future<OperationReply>> answers;

        @SafeVarargs
        Scripted(Future<OperationReply>... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public <Q extends Record, A extends Record> Future<A> ask(Call<Q, A> call, Q question) {
            addresses.add(call.address());
            return answers.remove().map(call.answer()::cast);
        }

        @Override
        public <T extends Record> void publish(Topic<T> topic, T message) {
            throw new AssertionError("nothing is published");
        }

        @Override
        public <T extends Record> void publishHere(Topic<T> topic, T message) {
            throw new AssertionError("nothing is published");
        }

        @Override
        public <T extends Record> Future<Subscription> subscribe(Topic<T> topic, Function<T, Future<Void>> handler) {
            throw new AssertionError("nobody subscribes");
        }

        @Override
        public <Q extends Record, A extends Record> Future<Subscription> answer(
                Call<Q, A> call, Function<Q, Future<A>> handler) {
            throw new AssertionError("nobody answers");
        }
    }
}
