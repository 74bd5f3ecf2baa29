package dev.tickwork.testkit;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Call;
import dev.tickwork.messages.NobodyAnswers;
import dev.tickwork.messages.Topic;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingBusTest {
    private static final Topic<Price> PRICES = new Topic<>("event.test.price", Price.class);
    private static final Call<Price, Price> DOUBLE =
            new Call<>("api.test.double", Price.class, Price.class, Duration.ofSeconds(1));
    private static final Price PRICE = new Price("XAUUSD", new BigDecimal("123456789012.123456"));

    private final RecordingBus bus = new RecordingBus();

    @Test
    void what_was_published_is_remembered_as_it_would_arrive() {
        bus.publish(PRICES, PRICE);
        bus.publishHere(PRICES, PRICE);

        assertThat(bus.published(PRICES)).containsExactly(PRICE, PRICE);
        assertThat(bus.published(new Topic<>("event.test.other", Price.class))).isEmpty();
    }

    @Test
    void subscribers_hear_it_until_they_end() {
        List<Price> heard = new ArrayList<>();
        var subscription = done(bus.subscribe(PRICES, price -> {
            heard.add(price);
            return Future.succeededFuture();
        }));

        bus.publish(PRICES, PRICE);
        done(subscription.end());
        bus.publish(PRICES, PRICE);

        assertThat(heard).containsExactly(PRICE);
    }

    @Test
    void a_question_is_answered_until_the_answering_ends() {
        var subscription = done(bus.answer(
                DOUBLE,
                price -> Future.succeededFuture(
                        new Price(price.symbol(), price.price().add(price.price())))));

        Price answer = done(bus.ask(DOUBLE, new Price("XAUUSD", BigDecimal.TEN)));
        done(subscription.end());

        assertThat(answer.price()).isEqualByComparingTo("20");
        assertThatThrownBy(() -> done(bus.ask(DOUBLE, PRICE))).isInstanceOf(NobodyAnswers.class);
    }

    @Test
    void only_problems_travel_to_the_asker() {
        done(bus.answer(
                DOUBLE,
                price -> Future.failedFuture(
                        price.symbol().equals("NONE")
                                ? ApiProblem.of(404, "unknown_symbol", "no such symbol")
                                : new IllegalStateException("broken"))));

        assertThatThrownBy(() -> done(bus.ask(DOUBLE, new Price("NONE", BigDecimal.ONE))))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(404));
        assertThatThrownBy(() -> done(bus.ask(DOUBLE, PRICE)))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(500));
    }

    record Price(String symbol, BigDecimal price) {}
}
