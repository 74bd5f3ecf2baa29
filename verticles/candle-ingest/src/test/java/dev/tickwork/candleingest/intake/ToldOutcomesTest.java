package dev.tickwork.candleingest.intake;

import static dev.tickwork.candleingest.intake.Candles.forming;
import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.live.CandlePush;
import dev.tickwork.candleingest.live.ListedOutlet;
import dev.tickwork.domain.World;
import dev.tickwork.messages.candles.CandlesRestated;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testkit.RecordingBus;
import dev.tickwork.testservers.Await;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class ToldOutcomesTest {
    private static final String BATCHES_OF_FOUR = """
            SELECT batch_id
              FROM candles
             WHERE timeframe = '4h'
            """;

    private final RecordingBus bus = new RecordingBus();
    private final List<String> shown = new ArrayList<>();

    @Test
    void what_is_restated_is_announced_candle_by_candle_and_shown(Database db) {
        var candles = Candles.in(db);
        var outcomes = new ToldOutcomes(new CandlePush(new ListedOutlet(shown), candles.time, World.SIMULATED), bus);
        candles.take(hour(0, "100", 0), hour(1, "101", 0), hour(2, "102", 0));

        Intake restated = candles.take(hour(1, "111", 60), hour(0, "110", 60), hour(2, "102", 60));
        outcomes.tell(restated);

        assertThat(bus.published(CandlesRestated.TOPIC))
                .containsExactly(new CandlesRestated(
                        "bitfinex",
                        "BTCUSD",
                        "1h",
                        List.of(
                                hour(0, "1", 0).candle().openTime(),
                                hour(1, "1", 0).candle().openTime()),
                        restated.batchId()));
        assertThat(shown).containsExactly("corrected 111");
    }

    @Test
    void what_is_built_anew_is_announced_with_the_batch_that_its_candle_names(Database db) {
        var candles = Candles.in(db);
        var outcomes = new ToldOutcomes(new CandlePush(new ListedOutlet(shown), candles.time, World.SIMULATED), bus);
        candles.take(hour(0, "100", 0), hour(1, "101", 0), hour(2, "102", 0), hour(3, "103", 0));

        outcomes.tell(candles.take(hour(3, "113", 60)));

        CandlesRestated four = bus.published(CandlesRestated.TOPIC).get(1);
        assertThat(four.timeframe()).isEqualTo("4h");
        List<Long> stored = Await.done(db.read(tx -> tx.query(BATCHES_OF_FOUR, row -> row.number("batch_id"))));
        assertThat(stored).containsExactly(four.batchId());
    }

    @Test
    void how_a_candle_ended_is_shown_though_the_next_one_forms(Database db) {
        var candles = Candles.in(db); // at midnight
        var push = new CandlePush(new ListedOutlet(shown), candles.time, World.SIMULATED);
        var outcomes = new ToldOutcomes(push, bus);
        outcomes.tell(candles.take(forming(11, "110", 0)));
        push.show(forming(12, "120", 1));

        outcomes.tell(candles.take(hour(11, "111", 2)));

        assertThat(shown).containsExactly("newest 110", "corrected 111");
    }

    @Test
    void what_is_only_added_is_announced_to_nobody_but_shown_when_it_is_current(Database db) {
        var candles = Candles.in(db); // at midnight
        var outcomes = new ToldOutcomes(new CandlePush(new ListedOutlet(shown), candles.time, World.SIMULATED), bus);

        outcomes.tell(candles.take(hour(0, "100", 0), hour(11, "111", 0)));

        assertThat(bus.published(CandlesRestated.TOPIC)).isEmpty();
        assertThat(shown).containsExactly("newest 111");
    }
}
