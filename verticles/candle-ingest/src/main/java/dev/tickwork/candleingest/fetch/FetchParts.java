package dev.tickwork.candleingest.fetch;

import dev.tickwork.candleingest.intake.CandleIntake;
import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.CandleSource;
import java.time.Duration;

/**
 * What a fetch is made with.
 *
 * @param source who is asked
 * @param book which series there are
 * @param intake where candles go
 * @param log where it is written down what was answered for
 * @param node of this process
 * @param grace how long after its end the exchange may take to tell a candle
 */
public record FetchParts(
        CandleSource source,
        SeriesBook book,
        CandleIntake intake,
        RangeLog log,
        String node,
        Duration grace,
        Time time) {}
