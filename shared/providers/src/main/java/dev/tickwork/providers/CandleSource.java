package dev.tickwork.providers;

import dev.tickwork.domain.candles.Timeframe;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;

/** An exchange that can be asked for candles. Safe to share; a call that failed may be repeated. */
public interface CandleSource {
    /** The exchange's stable name, such as {@code bitfinex}; series and stored candles carry it. */
    String name();

    /** Those that it serves itself; the others have to be built from shorter ones. */
    Set<Timeframe> timeframes();

    /** The most candles that one call can bring. */
    int mostPerCall();

    /** How long lies between two calls of all our processes together; for estimates. */
    Duration betweenCalls();

    /**
     * The candles of one series that open in a span. One that is missing from the answer did not exist when it was asked:
     * nothing was traded, or the exchange was down. The newest may still be forming. A candle that cannot be read is not
     * missing: the answer says so beside the others.
     *
     * @return fails with a {@link dev.tickwork.domain.Fault}: {@code Transient} for an outage, an
     *     answer of which no candle can be read, or an exchange that keeps saying to this question that we are too fast, {@code Permanent} when asking again cannot help (a symbol or timeframe that it does not have,
     *     an answer in another form), {@code Disabled} when calls to the outside are switched off
     */
    Future<CandleAnswer> candles(CandleQuestion question);

    /**
     * Whether the exchange says of itself that it works; false during its maintenance. Fails as {@link #candles} does, and
     * with {@code RateLimited} when its turn is too far away.
     */
    Future<Boolean> isOperative();
}
