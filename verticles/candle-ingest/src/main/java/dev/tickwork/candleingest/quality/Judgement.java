package dev.tickwork.candleingest.quality;

import dev.tickwork.candleingest.quality.Verdict.Released;
import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is found out about candles that arrived together, series by series. */
final class Judgement {
    private final Instant now;
    private final List<Suspect> suspects = new ArrayList<>();
    private final List<SeenCandle> rejected = new ArrayList<>();
    private final List<Released> released = new ArrayList<>();
    private final List<Long> borneOut = new ArrayList<>();

    /** @param now the present moment */
    Judgement(Instant now) {
        this.now = now;
    }

    /** Candles that still form: judged by themselves. */
    void forming(CandleJudge judge, Stream<SeenCandle> forming) {
        forming.forEach(one -> judge.alone(one.candle()).ifPresent(doubt -> suspects.add(new Suspect(one, doubt))));
    }

    /**
     * Candles of one series that are over, in order, judged with what is around them. What an operator rejected is out,
     * whatever came since.
     */
    void over(CandleJudge judge, List<SeenCandle> over, Surroundings around) {
        over.stream().filter(one -> around.isRejected(one.candle())).forEach(rejected::add);
        List<SeenCandle> open =
                over.stream().filter(one -> !around.isRejected(one.candle())).toList();
        around.add(open.stream().map(SeenCandle::candle).toList());
        open.forEach(one -> judge.among(one.candle(), around).ifPresent(doubt -> {
            around.doubt(one.candle());
            suspects.add(new Suspect(one, doubt));
        }));
        around.waiting().forEach(one -> release(judge, one, over.get(0), around));
    }

    // Of what lies behind the first that arrived, whatever could contradict it is known.
    private void release(CandleJudge judge, WaitingCandle one, SeenCandle first, Surroundings around) {
        Candle candle = one.candle();
        if (around.isBelieved(candle)) {
            borneOut.add(one.id());
        } else if (isJump(one)
                && candle.openTime().isBefore(first.openTime())
                && around.isDoubted(candle)
                && judge.among(candle, around).isEmpty()) {
            around.add(List.of(candle));
            borneOut.add(one.id());
            var seen = new Observation(first.seen().series(), candle, true, now);
            released.add(new Released(new SeenCandle(first.seriesId(), seen), one.batchId()));
        }
    }

    private static boolean isJump(WaitingCandle one) {
        return one.rule().equals(Rule.JUMP.label());
    }

    boolean isClean() {
        return suspects.isEmpty() && rejected.isEmpty() && borneOut.isEmpty();
    }

    List<Suspect> suspects() {
        return suspects;
    }

    /** Those that an operator rejected before. */
    List<SeenCandle> rejected() {
        return rejected;
    }

    /** Those that waited, did not arrive again, and are to be stored now. */
    List<Released> released() {
        return released;
    }

    /** The ids in {@code candle_quarantine} of all that wait no longer. */
    List<Long> borneOut() {
        return borneOut;
    }
}
