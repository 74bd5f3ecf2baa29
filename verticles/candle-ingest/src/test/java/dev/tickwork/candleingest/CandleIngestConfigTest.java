package dev.tickwork.candleingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.runtime.config.Configuration;
import dev.tickwork.runtime.config.ConfigurationRefused;
import dev.tickwork.runtime.config.Mistake;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CandleIngestConfigTest {
    @Test
    void the_defaults_are_those_of_the_documents() {
        var config = load(Map.of());

        assertThat(config.symbols()).containsExactly("BTCUSD", "ETHUSD", "SOLUSD");
        assertThat(config.collected()).containsExactly(Timeframe.H1, Timeframe.H4, Timeframe.D1);
        assertThat(config.backfill()).isEqualTo(new BackfillConfig(true, 365));
        assertThat(config.update()).isEqualTo(new UpdateConfig(false, Duration.ofSeconds(60)));
        assertThat(config.reread()).isEqualTo(new RereadConfig(true, Duration.ofHours(1)));
        assertThat(config.stream())
                .isEqualTo(new StreamConfig(
                        true,
                        Duration.ofMinutes(180),
                        25,
                        200,
                        Duration.ofSeconds(2),
                        50_000,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60)));
        assertThat(config.retentionDays()).isEqualTo(Map.of("1m", 30, "1h", 365, "4h", 730, "1d", 1825));
    }

    @Test
    void every_part_says_what_is_wrong_with_it() {
        var refused = catchThrowableOfType(
                ConfigurationRefused.class,
                () -> load(Map.of(
                        "BACKFILL_DAYS", "0",
                        "WS_SAVE_BATCH_SIZE", "0",
                        "UPDATE_INTERVAL_SECONDS", "0",
                        "CANDLE_REREAD_INTERVAL_MINUTES", "0",
                        "RETENTION_1D", "soon")));

        assertThat(refused.mistakes().stream().map(Mistake::key))
                .containsExactly(
                        "backfill.days",
                        "reread.interval",
                        "retention_days.1d",
                        "stream.save_batch_size",
                        "update.interval");
    }

    @Test
    void an_unknown_timeframe_is_refused_with_those_that_there_are() {
        var refused =
                catchThrowableOfType(ConfigurationRefused.class, () -> load(Map.of("BITFINEX_TIMEFRAMES", "1h,2h")));

        assertThat(refused.mistakes().get(0).toString())
                .contains("timeframes", "BITFINEX_TIMEFRAMES", "\"2h\" is none of 1m 5m 15m");
    }

    private static CandleIngestConfig load(Map<String, String> environment) {
        return new Configuration(null, environment::get)
                .with(CandleIngestVerticle.NAME, CandleIngestConfig.class)
                .load()
                .get(CandleIngestVerticle.NAME, CandleIngestConfig.class);
    }
}
