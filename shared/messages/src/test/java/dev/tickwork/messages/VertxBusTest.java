package dev.tickwork.messages;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxBusTest {
    record Tick(String symbol, BigDecimal price) {}

    private static final Topic<Tick> TICKS = new Topic<>("event.ticks", Tick.class);
    private static final Call<Tick, Tick> DOUBLE =
            new Call<>("api.double", Tick.class, Tick.class, Duration.ofMillis(200));
    private static final Tick GOLD = new Tick("XAUUSD", new BigDecimal("2000.10"));

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new VertxBus(vertx.eventBus());

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, SECONDS);
    }

    @Test
    void a_published_record_reaches_a_subscriber_with_every_digit() throws Exception {
        Promise<Tick> heard = Promise.promise();
        bus.subscribe(TICKS, tick -> done(heard, tick)).await(5, SECONDS);

        bus.publish(TICKS, GOLD);

        assertThat(heard.future().await(5, SECONDS)).isEqualTo(GOLD);
    }

    @Test
    void a_malformed_body_or_a_failing_handler_does_not_stop_the_rest() throws Exception {
        Promise<Tick> heard = Promise.promise();
        bus.subscribe(TICKS, tick -> {
                    if (tick.symbol().equals("BAD")) {
                        throw new IllegalStateException("cannot handle");
                    }
                    return done(heard, tick);
                })
                .await(5, SECONDS);

        vertx.eventBus().publish(TICKS.address(), "{not json");
        bus.publish(TICKS, new Tick("BAD", BigDecimal.ONE));
        bus.publish(TICKS, GOLD);

        assertThat(heard.future().await(5, SECONDS)).isEqualTo(GOLD);
    }

    @Test
    void a_question_is_answered() throws Exception {
        bus.answer(
                        DOUBLE,
                        tick -> Future.succeededFuture(
                                new Tick(tick.symbol(), tick.price().add(tick.price()))))
                .await(5, SECONDS);

        assertThat(bus.ask(DOUBLE, GOLD).await(5, SECONDS).price()).isEqualByComparingTo("4000.20");
    }

    @Test
    void a_problem_travels_whole() throws Exception {
        var problem = ApiProblem.invalid(List.of(new ApiProblem.Invalid("price", "must be above zero")));
        bus.answer(DOUBLE, tick -> Future.failedFuture(problem)).await(5, SECONDS);

        assertThatThrownBy(() -> bus.ask(DOUBLE, GOLD).await(5, SECONDS))
                .isInstanceOfSatisfying(ApiProblem.class, told -> {
                    assertThat(told.status()).isEqualTo(422);
                    assertThat(told.invalid()).containsExactly(new ApiProblem.Invalid("price", "must be above zero"));
                });
    }

    @Test
    void the_details_of_a_bug_stay_inside() throws Exception {
        bus.answer(DOUBLE, tick -> Future.failedFuture(new IllegalStateException("password=hunter2")))
                .await(5, SECONDS);

        assertThatThrownBy(() -> bus.ask(DOUBLE, GOLD).await(5, SECONDS))
                .isInstanceOfSatisfying(ApiProblem.class, told -> {
                    assertThat(told.status()).isEqualTo(500);
                    assertThat(told.detail()).doesNotContain("hunter2");
                });
    }

    @Test
    void asking_nobody_says_so_at_once() {
        assertThatThrownBy(() -> bus.ask(DOUBLE, GOLD).await(5, SECONDS))
                .isInstanceOfSatisfying(
                        NobodyAnswers.class, e -> assertThat(e.reason()).isEqualTo(NobodyAnswers.Reason.NOT_DEPLOYED));
    }

    @Test
    void an_answer_that_never_comes_is_too_late() throws Exception {
        bus.answer(DOUBLE, tick -> Promise.<Tick>promise().future()).await(5, SECONDS);

        assertThatThrownBy(() -> bus.ask(DOUBLE, GOLD).await(5, SECONDS))
                .isInstanceOfSatisfying(
                        NobodyAnswers.class, e -> assertThat(e.reason()).isEqualTo(NobodyAnswers.Reason.TOO_LATE));
    }

    @Test
    void after_its_end_a_subscription_answers_no_more() throws Exception {
        Subscription subscription = bus.answer(DOUBLE, Future::succeededFuture).await(5, SECONDS);

        subscription.end().await(5, SECONDS);

        assertThatThrownBy(() -> bus.ask(DOUBLE, GOLD).await(5, SECONDS)).isInstanceOf(NobodyAnswers.class);
    }

    @Test
    void a_question_that_its_answerer_threw_away_at_its_end_is_known_to_be_untouched() {
        Context context = vertx.getOrCreateContext();
        Promise<Tick> thrownAway = Promise.promise();
        context.runOnContext(here -> bus.answer(DOUBLE, Future::succeededFuture)
                .onSuccess(subscription -> {
                    bus.ask(DOUBLE, GOLD).onComplete(thrownAway);
                    subscription.end().onFailure(thrownAway::tryFail);
                })
                .onFailure(thrownAway::tryFail));

        assertThatThrownBy(() -> thrownAway.future().await(5, SECONDS))
                .isInstanceOfSatisfying(
                        NobodyAnswers.class, e -> assertThat(e.reason()).isEqualTo(NobodyAnswers.Reason.ENDED));
    }

    private static Future<Void> done(Promise<Tick> heard, Tick tick) {
        heard.tryComplete(tick);
        return Future.succeededFuture();
    }
}
