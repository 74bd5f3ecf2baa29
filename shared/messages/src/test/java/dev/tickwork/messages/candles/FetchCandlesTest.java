package dev.tickwork.messages.candles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.Wire;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arguments and results of runs are kept, and read by later releases. */
class FetchCandlesTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");

    @Test
    void what_was_asked_and_answered_before_there_were_parts_is_understood() {
        var asked = Wire.decode("""
                {"symbol":"BTCUSD","timeframe":"1h","from":"2026-02-01T12:00:00Z","until":"2026-02-01T13:00:00Z",
                 "reason":"repair"}""", FetchCandles.class);
        var answered = Wire.decode("""
                {"candles":1,"stored":1,"restated":0,"quarantined":0,"before":true,"after":false,"request":"GET",
                 "answered_at":"2026-02-01T12:00:00Z","batch_id":null}""", CandlesFetched.class);

        assertThat(asked).isEqualTo(new FetchCandles("BTCUSD", "1h", NOON, NOON.plusSeconds(3600), "repair"));
        assertThat(answered).isEqualTo(new CandlesFetched(1, 1, 0, 0, true, false, "GET", NOON, null));
    }

    @Test
    void parts_travel_as_they_are() {
        var part = new FetchCandles.Part(NOON, NOON.plusSeconds(60));
        var asked = new FetchCandles("BTCUSD", "1m", NOON, NOON.plusSeconds(3600), "repair", List.of(part));
        var told = new CandlesFetched.Part(NOON, NOON.plusSeconds(60), 0, true, true);
        var answered = new CandlesFetched(1, 1, 0, 0, true, false, "GET", NOON, 7L, List.of(told));

        assertThat(Wire.decode(Wire.encode(asked), FetchCandles.class)).isEqualTo(asked);
        assertThat(Wire.decode(Wire.encode(answered), CandlesFetched.class)).isEqualTo(answered);
    }
}
