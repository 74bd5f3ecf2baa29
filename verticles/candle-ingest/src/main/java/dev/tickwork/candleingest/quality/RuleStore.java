package dev.tickwork.candleingest.quality;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Reads {@code quality_rules}. */
public final class RuleStore {
    // What is said of one series goes before what is said of all.
    private static final String ALL = """
            SELECT DISTINCT ON (series.id, rules.rule)
                   series.id, rules.rule, rules.is_on, rules.threshold
              FROM candle_series AS series
              JOIN quality_rules AS rules
                ON rules.series_id IS NULL
                OR rules.series_id = series.id
             ORDER BY series.id, rules.rule, rules.series_id NULLS LAST
            """;

    private record Setting(int seriesId, Optional<Rule> rule, boolean isOn, BigDecimal threshold) {}

    /** What holds for each series, by its id. */
    public Future<Map<Integer, Thresholds>> all(Tx tx) {
        return tx.query(ALL, RuleStore::toSetting).map(settings -> settings.stream()
                .collect(groupingBy(Setting::seriesId, collectingAndThen(toList(), RuleStore::thresholds))));
    }

    private static Thresholds thresholds(Collection<Setting> settings) {
        return new Thresholds(settings.stream()
                .filter(setting -> setting.isOn() && setting.rule().isPresent())
                .collect(toMap(setting -> setting.rule().orElseThrow(), Setting::threshold)));
    }

    private static Setting toSetting(Row row) {
        return new Setting(
                row.integer("id"),
                Rule.of(row.text("rule")),
                row.flag("is_on"),
                Optional.ofNullable(row.decimalOrNull("threshold")).orElse(BigDecimal.ZERO));
    }
}
