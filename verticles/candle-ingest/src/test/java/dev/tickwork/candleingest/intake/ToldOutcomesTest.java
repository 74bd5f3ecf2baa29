package dev.tickwork.candleingest.intake;

import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.live.CandleOutlet;
import dev.tickwork.candleingest.live.CandlePush;
import dev.tickwork.domain.World;
import dev.tickwork.messages.candles.CandlesRestated;
import dev.tickwork.messages.live.LiveCandle;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testkit.RecordingBus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class ToldOutcomesTest {
    private final RecordingBus bus = new RecordingBus();
    private final List<String> shown = new ArrayList<>();

    @Test
    void what_is_restated_is_announced_candle_by_candle_and_shown(Database db) {
        var candles = Candles.in(db);
        var outcomes = new ToldOutcomes(new CandlePush(new Shown(shown), candles.time, World.SIMULATED), bus);
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
        assertThat(shown).containsExactly("111");
    }

    @Test
    void what_is_only_added_is_announced_to_nobody_but_shown_when_it_is_current(Database db) {
        var candles = Candles.in(db); // at midnight
        var outcomes = new ToldOutcomes(new CandlePush(new Shown(shown), candles.time, World.SIMULATED), bus);

        outcomes.tell(candles.take(hour(0, "100", 0), hour(11, "111", 0)));

        assertThat(bus.published(CandlesRestated.TOPIC)).isEmpty();
        assertThat(shown).containsExactly("111");
    }

    private record Shown(List<String> closes) implements CandleOutlet {
        @Override
        public Future<Void> newest(LiveCandle candle) {
            closes.add(candle.close().toPlainString());
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> corrected(LiveCandle candle) {
            return newest(candle);
        }
    }
}
