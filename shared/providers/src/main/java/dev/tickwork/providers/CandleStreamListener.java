package dev.tickwork.providers;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import java.time.Instant;
import java.util.List;

/** Hears what a {@link CandleStream} brings. It must not block, and should not throw: what it throws ends the stream. */
public interface CandleStreamListener {
    /** From now on the series' candles come. Said again when the exchange made us ask anew, or fell silent. */
    void onSubscribed(Series series);

    /**
     * The exchange will not tell this series on this stream.
     *
     * @param why for operators
     */
    void onRefused(Series series, String why);

    /**
     * What the exchange has of late, right after the series was subscribed.
     *
     * @param candles oldest first, the last one still forming; empty when there are none, and without those of which {@link
     *     #onLost} was said before because they cannot be
     * @param seenAt when it was here
     */
    void onSnapshot(Series series, List<Candle> candles, Instant seenAt);

    /**
     * A candle as it is now: the forming one, often, or an earlier one once more.
     *
     * @param seenAt when it was here
     */
    void onCandle(Series series, Candle candle, Instant seenAt);

    /**
     * The exchange pauses, or goes on. While it pauses nothing comes and the stream stays; afterwards every series is
     * subscribed anew. One that pauses already opens no stream.
     */
    void onMaintenance(boolean begins);

    /**
     * A series is not told any more although its stream went on. It is asked for anew: {@link #onSubscribed} or {@link
     * #onRefused} follows, or {@link #onEnd} when the stream ends first.
     *
     * @param since when its channel was heard last
     */
    void onSilent(Series series, Instant since);

    /**
     * Something that the exchange sent did not arrive, though the stream goes on.
     *
     * @param series those that may lack an update
     * @param why for operators
     */
    void onLost(List<Series> series, String why);

    /** It is over, whoever ended it. Said once, and nothing after it. */
    void onEnd(StreamEnd end);
}
