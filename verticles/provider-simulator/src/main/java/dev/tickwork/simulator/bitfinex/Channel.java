package dev.tickwork.simulator.bitfinex;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.simulator.candles.CandleReader;
import dev.tickwork.simulator.faults.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: says how its candle is as often as it is asked to, and how the last one ended after the next has begun.
 * Skips none, also when the clock jumps.
 */
final class Channel {
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final int FARTHEST_BACK = 5_000;
    private static final int MAY_STILL_CHANGE = 5;

    private final int id;
    private final CandleKey key;
    private Instant beatAt;
    private @Nullable Instant open;
    private @Nullable Candle said;
    private long revision;
    private boolean isSilent;

    Channel(int id, CandleKey key, Condition condition) {
        this.id = id;
        this.key = key;
        this.beatAt = condition.now();
        this.revision = condition.revision();
    }

    int id() {
        return id;
    }

    CandleKey key() {
        return key;
    }

    /** Begins with what there is at {@code now}. */
    void begin(Frames frames, List<Candle> newestFirst, Instant now) {
        frames.snapshot(id, newestFirst);
        open = timeframe().openOf(now);
    }

    /** Whether it says nothing any more, though its connection goes on. */
    boolean isSilent(Condition condition) {
        isSilent = isSilent || condition.strikes(FaultKind.SILENT_CHANNEL, key.symbol());
        return isSilent;
    }

    /** Says that it lives, every 15 seconds, busy or not. */
    void beat(Frames frames, Instant now) {
        if (now.isBefore(beatAt)) {
            beatAt = now;
        }
        if (!now.isBefore(beatAt.plus(BEAT))) {
            frames.heartbeat(id);
            beatAt = now;
        }
    }

    /** Says what has changed; nothing before the snapshot. */
    void tick(Frames frames, Desk desk) {
        if (open == null) {
            return;
        }
        CandleReader reader = desk.history().reader(key);
        Instant current = timeframe().openOf(reader.now());
        if (open.isBefore(current)) {
            turn(frames, reader, new Span(open, current));
        }
        open = current;
        sayIfChanged(frames, reader, current);
        restate(frames, reader, desk.condition());
        repeat(frames, reader, desk.condition());
    }

    /** The candles that are over, the last of them after the first word of the next. */
    private void turn(Frames frames, CandleReader reader, Span over) {
        Timeframe timeframe = timeframe();
        Instant last = timeframe.plus(over.until(), -1);
        Instant farthest = timeframe.plus(over.until(), -FARTHEST_BACK);
        Instant from = over.from().isBefore(farthest) ? farthest : over.from();
        timeframe.opens(new Span(from, last)).forEach(open -> say(frames, reader, open));
        say(frames, reader, over.until());
        say(frames, reader, last);
    }

    private void sayIfChanged(Frames frames, CandleReader reader, Instant open) {
        Candle candle = reader.find(timeframe(), open).orElse(null);
        if (candle != null && !candle.equals(said)) {
            said = candle;
            frames.update(id, key.symbol(), candle);
        }
    }

    private void say(Frames frames, CandleReader reader, Instant open) {
        reader.find(timeframe(), open).ifPresent(candle -> frames.update(id, key.symbol(), candle));
    }

    private void restate(Frames frames, CandleReader reader, Condition condition) {
        if (revision == condition.revision() || open == null) {
            return;
        }
        revision = condition.revision();
        Instant first = timeframe().plus(open, -MAY_STILL_CHANGE);
        List<Span> restated = condition.alterations(key.symbol()).restated();
        timeframe()
                .opens(new Span(first, open))
                .filter(candle -> meets(restated, new Span(candle, timeframe().closeOf(candle))))
                .forEach(candle -> say(frames, reader, candle));
    }

    private void repeat(Frames frames, CandleReader reader, Condition condition) {
        if (open != null && condition.strikes(FaultKind.OUT_OF_ORDER, key.symbol())) {
            say(frames, reader, timeframe().plus(open, -1));
        }
    }

    private static boolean meets(List<Span> spans, Span candle) {
        return spans.stream().anyMatch(span -> !span.and(candle).isEmpty());
    }

    private Timeframe timeframe() {
        return key.timeframe();
    }
}
