package dev.tickwork.gaprepair.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FinishedTest {
    private static final Instant EIGHT = Instant.parse("2026-02-05T20:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-02-05T23:00:00Z");
    private static final Series HOURS = new Series("bitfinex", "BTCUSD", Timeframe.H1);
    private static final Part WHOLE = new Part(1, HOURS, new Span(EIGHT, ELEVEN), Piece.MISSING, 0, 0);

    @Test
    void what_the_exchange_has_of_a_part_is_not_empty_whatever_is_here_by_now() {
        assertThat(told(3).whyNotEmpty(WHOLE, 3)).isEqualTo("the exchange has 3 candles that were not stored");
        assertThat(told(0).whyNotEmpty(WHOLE, 3)).isNull();
    }

    private static Finished told(int candles) {
        var asked = new FetchCandles("BTCUSD", "1h", EIGHT, ELEVEN, "repair");
        var answer = new CandlesFetched(candles, candles, 0, 0, true, true, "/candles", ELEVEN, null);
        var child = new Child(new UUID(7, 1), ELEVEN, true, asked, answer, null);
        return new Finished(new TakenGap(1, HOURS, WHOLE.span(), null, null, ELEVEN), List.of(child));
    }
}
