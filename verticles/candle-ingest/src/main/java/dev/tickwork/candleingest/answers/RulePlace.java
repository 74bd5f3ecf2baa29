package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.quality.Rule;
import dev.tickwork.candleingest.quality.RuleSetting;
import dev.tickwork.candleingest.series.StoredSeries;
import org.jspecify.annotations.Nullable;

/**
 * A rule, for all series or for one.
 *
 * @param seriesId null for all series, as what names it
 */
record RulePlace(
        Rule rule,
        @Nullable Integer seriesId,
        @Nullable String symbol,
        @Nullable String timeframe) {
    static RulePlace ofAll(Rule rule) {
        return new RulePlace(rule, null, null, null);
    }

    static RulePlace of(Rule rule, StoredSeries series) {
        return new RulePlace(
                rule, series.id(), series.series().symbol(), series.timeframe().label());
    }

    /** Whether it is what {@code setting} speaks of. */
    boolean isOf(RuleSetting setting) {
        return setting.rule().equals(rule.label()) && setting.isOf(symbol, timeframe);
    }

    @Override
    public String toString() {
        return symbol == null ? rule.label() : rule.label() + " of " + symbol + "/" + timeframe;
    }
}
