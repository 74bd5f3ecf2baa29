package dev.tickwork.candleingest.quality;

import dev.tickwork.domain.candles.Candle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds candles that cannot be true, or hardly. */
public final class CandleJudge {
    private final Thresholds thresholds;

    public CandleJudge(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** Why a candle cannot be true, whatever is around it; empty when it can. */
    public Optional<Doubt> alone(Candle candle) {
        return Stream.of(highBelowLow(candle), notPositive(candle), outsideRange(candle), negativeVolume(candle))
                .flatMap(Optional::stream)
                .filter(doubt -> thresholds.has(doubt.rule()))
                .findFirst();
    }

    /**
     * Why a candle that is over is doubted; empty when it is not.
     *
     * @param around has the candle itself as well
     */
    public Optional<Doubt> among(Candle candle, Surroundings around) {
        return alone(candle).or(() -> jump(candle, around)).or(() -> frozen(candle, around));
    }

    private static Optional<Doubt> highBelowLow(Candle candle) {
        return doubt(
                candle.high().compareTo(candle.low()) < 0,
                Rule.HIGH_BELOW_LOW,
                () -> "high " + text(candle.high()) + " is below low " + text(candle.low()));
    }

    private static Optional<Doubt> notPositive(Candle candle) {
        BigDecimal least = Price.lowest(candle);
        return doubt(least.signum() <= 0, Rule.NOT_POSITIVE, () -> "a price is " + text(least));
    }

    private static Optional<Doubt> outsideRange(Candle candle) {
        BigDecimal most = candle.open().max(candle.close());
        BigDecimal least = candle.open().min(candle.close());
        return doubt(
                most.compareTo(candle.high()) > 0 || least.compareTo(candle.low()) < 0,
                Rule.OUTSIDE_RANGE,
                () -> "open " + text(candle.open()) + " or close " + text(candle.close()) + " is not between low "
                        + text(candle.low()) + " and high " + text(candle.high()));
    }

    private static Optional<Doubt> negativeVolume(Candle candle) {
        return doubt(
                candle.volume().signum() < 0,
                Rule.NEGATIVE_VOLUME,
                () -> "volume " + text(candle.volume()) + " is below 0");
    }

    /** Any of its prices may be a bad print: each is compared with what those around it closed at. */
    private Optional<Doubt> jump(Candle candle, Surroundings around) {
        return thresholds.of(Rule.JUMP).filter(around::spread).flatMap(factor -> {
            List<Candle> witnesses = around.witnesses(candle.openTime());
            return contradicted(candle, witnesses, factor)
                    .map(price -> new Doubt(
                            Rule.JUMP, price + " is far from the closes around it: " + words(witnesses, candle)));
        });
    }

    /** The price that is far from what each of them says. */
    private static Optional<Price> contradicted(Candle candle, List<Candle> witnesses, BigDecimal factor) {
        return witnesses.isEmpty()
                ? Optional.empty()
                : Price.of(candle)
                        .filter(price -> witnesses.stream().allMatch(one -> price.isFar(one.close(), factor)))
                        .findFirst();
    }

    private static String words(List<Candle> witnesses, Candle candle) {
        return witnesses.stream()
                .map(one -> text(one.close()) + (one.openTime().isBefore(candle.openTime()) ? " before" : " after"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private Optional<Doubt> frozen(Candle candle, Surroundings around) {
        return thresholds.of(Rule.FROZEN).flatMap(number -> {
            int limit = number.intValue();
            boolean isFrozen = isStill(candle) && stillBefore(candle, around, limit) >= limit - 1;
            return doubt(
                    isFrozen,
                    Rule.FROZEN,
                    () -> "price " + text(candle.close()) + " for " + limit + " candles or more");
        });
    }

    private static int stillBefore(Candle candle, Surroundings around, int limit) {
        int still = 0;
        Optional<Candle> one = around.before(candle.openTime());
        while (still < limit
                && one.filter(other -> isStill(other) && other.close().compareTo(candle.close()) == 0)
                        .isPresent()) {
            still++;
            one = around.before(one.get().openTime());
        }
        return still;
    }

    private static boolean isStill(Candle candle) {
        return candle.volume().signum() > 0
                && candle.high().compareTo(candle.low()) == 0
                && candle.open().compareTo(candle.close()) == 0;
    }

    private static Optional<Doubt> doubt(boolean holds, Rule rule, Supplier<String> reason) {
        return holds ? Optional.of(new Doubt(rule, reason.get())) : Optional.empty();
    }

    private static String text(BigDecimal number) {
        return number.toPlainString();
    }
}
