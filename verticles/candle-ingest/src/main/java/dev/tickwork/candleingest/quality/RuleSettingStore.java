package dev.tickwork.candleingest.quality;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes {@code quality_rules}; this module is its only writer. */
public final class RuleSettingStore {
    private static final String ALL = """
            SELECT rules.rule, series.symbol, series.timeframe, rules.is_on, rules.threshold
              FROM quality_rules AS rules
              LEFT JOIN candle_series AS series
                ON series.id = rules.series_id
             ORDER BY rules.rule, series.symbol NULLS FIRST, series.timeframe
            """;

    private static final String SET = """
            INSERT INTO quality_rules (rule, series_id, is_on, threshold)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (rule, series_id) DO UPDATE
               SET is_on = excluded.is_on,
                   threshold = excluded.threshold
            """;

    private static final String REMOVE = """
            DELETE FROM quality_rules
             WHERE rule = $1
               AND series_id = $2
            """;

    /** All that is said, by rule; first what holds for all series. */
    public Future<List<RuleSetting>> all(Tx tx) {
        return tx.query(ALL, RuleSettingStore::toSetting);
    }

    /**
     * Says it anew. Safe to repeat.
     *
     * @param seriesId null for all series of which nothing else is said
     */
    public Future<Integer> set(
            Tx tx, Rule rule, @Nullable Integer seriesId, boolean isOn, @Nullable BigDecimal threshold) {
        return tx.execute(SET, rule.label(), seriesId, isOn, threshold);
    }

    /** Lets what holds for all series hold for one again. @return 1, or 0 when it did already */
    public Future<Integer> remove(Tx tx, Rule rule, int seriesId) {
        return tx.execute(REMOVE, rule.label(), seriesId);
    }

    private static RuleSetting toSetting(Row row) {
        return new RuleSetting(
                row.text("rule"),
                row.textOrNull("symbol"),
                row.textOrNull("timeframe"),
                row.flag("is_on"),
                row.decimalOrNull("threshold"));
    }
}
