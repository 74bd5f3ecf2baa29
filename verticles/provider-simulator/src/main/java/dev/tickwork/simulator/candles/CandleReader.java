package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the candles of one market as they are at one moment: what was recorded, and after its end what the made-up market
 * goes on to do from that price. Nothing is known of what comes after the moment. Not shared between threads.
 */
public final class CandleReader {
    private final @Nullable Recording recording;
    private final @Nullable Walked walked;
    private final Alterations alterations;
    private final Instant now;

    CandleReader(@Nullable Recording recording, @Nullable Walked walked, Alterations alterations, Instant now) {
        this.recording = recording;
        this.walked = walked;
        this.alterations = alterations;
        this.now = now;
    }

    /** The moment as of which it reads. */
    public Instant now() {
        return now;
    }

    /** The candle that opened then, as far as it has come; empty when nothing has been traded in it. */
    public Optional<Candle> find(Timeframe timeframe, Instant open) {
        var span = new Span(open, timeframe.closeOf(open));
        return Optional.ofNullable(Trades.joined(recorded(timeframe, span), walked(timeframe, span)))
                .map(trades -> trades.candle(open));
    }

    /** The open before which there is no candle. */
    public Instant begins(Timeframe timeframe) {
        Instant first = recording == null
                ? Exchange.OPENED
                : recording.madeOf(timeframe).map(Reel::begins).orElseGet(() -> beginOfWalk(timeframe));
        return timeframe.openOf(first);
    }

    private @Nullable Trades recorded(Timeframe timeframe, Span span) {
        return recording == null
                ? null
                : recording
                        .madeOf(timeframe)
                        .map(reel -> reel.in(span, now, alterations))
                        .orElse(null);
    }

    private @Nullable Trades walked(Timeframe timeframe, Span span) {
        if (walked == null) {
            return null;
        }
        Instant begin = beginOfWalk(timeframe);
        Span part = span.and(new Span(begin, now.isAfter(begin) ? now : begin));
        Trades trades = part.isEmpty() ? null : walked.in(part);
        return trades == null || recording == null ? trades : trades.times(factor(walked, recording.endOf(timeframe)));
    }

    private Instant beginOfWalk(Timeframe timeframe) {
        return recording == null ? Exchange.OPENED : recording.endOf(timeframe).ends();
    }

    /** So that the walk begins where the recording ends. */
    private static double factor(Walked walked, Reel last) {
        return last.lastPrice() / walked.price(last.ends().truncatedTo(ChronoUnit.SECONDS));
    }
}
