package dev.tickwork.pricefetcher;

import dev.tickwork.jobs.cron.Cron;
import java.time.Duration;
import java.util.List;

/**
 * What is wanted of the prices of past days.
 *
 * @param symbols our symbols; each known to the catalog
 * @param historyDays how many calendar days a new series goes back
 * @param settle how long after its end a day is taken for final
 * @param smartCron when to fetch what is missing at the end: a cron expression
 * @param fullCron when to fetch everything
 * @param zone of both
 */
public record DailyConfig(
        List<String> symbols, int historyDays, Duration settle, String smartCron, String fullCron, String zone) {
    public DailyConfig {
        symbols = symbols.stream().map(String::strip).distinct().toList();
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("symbols: name at least one, such as SPY");
        }
        Cron smart = Cron.of(smartCron, zone);
        Cron full = Cron.of(fullCron, zone);
        smartCron = smart.expression();
        fullCron = full.expression();
    }

    Cron smart() {
        return Cron.of(smartCron, zone);
    }

    Cron full() {
        return Cron.of(fullCron, zone);
    }
}
