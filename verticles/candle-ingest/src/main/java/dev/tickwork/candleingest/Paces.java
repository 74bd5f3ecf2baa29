package dev.tickwork.candleingest;

import dev.tickwork.candleingest.update.RereadPace;
import dev.tickwork.candleingest.update.UpdatePace;
import java.time.Duration;
import java.util.Optional;

/**
 * How often the exchange is asked for what it tells anyway, as far as that is configured.
 *
 * @param betweenCalls how long lies between two requests
 */
record Paces(CandleIngestConfig config, Duration betweenCalls) {
    /**
     * How often every series is asked for its newest candles; empty when none is.
     *
     * @param configured how many series are asked for that are named in the configuration
     * @throws IllegalArgumentException when they are too many for the interval there
     */
    Optional<UpdatePace> updates(int configured) {
        Optional<UpdatePace> pace = updates();
        pace.flatMap(one -> one.tooFast(configured)).ifPresent(why -> {
            throw new IllegalArgumentException("conf/candle-ingest.yaml: update.interval: " + why);
        });
        return pace;
    }

    /** The same, whoever added series. */
    Optional<UpdatePace> updates() {
        return config.update().enabled()
                ? Optional.of(new UpdatePace(
                        config.update().interval(), betweenCalls, rereads().orElse(null)))
                : Optional.empty();
    }

    /** How often closed candles are read again; empty when they are not. */
    Optional<RereadPace> rereads() {
        return config.reread().enabled()
                ? Optional.of(new RereadPace(config.reread().interval(), betweenCalls))
                : Optional.empty();
    }
}
