package dev.tickwork.candleingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.candleingest.live.CandlePush;
import dev.tickwork.candleingest.live.ListedOutlet;
import dev.tickwork.domain.World;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class HeardCandlesTest {
    private final List<String> shown = new CopyOnWriteArrayList<>();

    @Test
    void what_cannot_be_true_is_not_shown_before_it_is_judged(Database db) {
        var candles = Candles.in(db);
        var push = new CandlePush(new ListedOutlet(shown), candles.time, World.SIMULATED);
        var heard = new HeardCandles(candles.intake, push, "node-1", "bitfinex-stream");
        Observation possible = Candles.forming(11, "100", 0);

        heard.show(upsideDown(possible));
        heard.show(possible);
        candles.time.advance(Duration.ofSeconds(1));

        assertThat(shown).containsExactly("newest 100");
    }

    private static Observation upsideDown(Observation seen) {
        Candle candle = seen.candle();
        BigDecimal much = new BigDecimal("7777");
        return new Observation(
                seen.series(),
                new Candle(candle.openTime(), much, candle.low(), candle.high(), much, candle.volume()),
                seen.isFinal(),
                seen.seenAt());
    }
}
