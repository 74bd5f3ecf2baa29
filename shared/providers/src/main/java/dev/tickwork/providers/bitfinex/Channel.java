package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.candles.Series;
import java.time.Duration;
import java.time.Instant;

/**
 * A channel that Bitfinex agreed to.
 *
 * @param number what it is called on its socket, and on no other
 * @param key what was asked for
 * @param series the same, as we call it
 * @param heardAt when it said something last, or was agreed to
 */
record Channel(long number, CandleKey key, Series series, Instant heardAt) {
    Channel heard(Instant at) {
        return new Channel(number, key, series, at);
    }

    /** The same, as long as the clock was not moved back: then what it heard before counts from now on. */
    Channel notAfter(Instant now) {
        return heardAt.isAfter(now) ? new Channel(number, key, series, now) : this;
    }

    boolean isSilent(Instant now, Duration longest) {
        return Duration.between(heardAt, now).compareTo(longest) >= 0;
    }
}
