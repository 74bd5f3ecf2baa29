package dev.tickwork.bench.stream;

import dev.tickwork.bench.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What was seen of the collector in a minute.
 *
 * @param messages that it heard
 * @param cpu processor time that it used
 * @param took how long the minute was
 * @param heapBytes after each collection
 * @param lag from sent to stored
 * @param candles how many are stored as they are served
 * @param unstored updates that found no room, so that their candles had to be asked for
 * @param breaks how often the stream broke, lost something or fell silent
 */
record Minute(
        double messages,
        Duration cpu,
        Duration took,
        List<Long> heapBytes,
        Lag lag,
        Served.Compared candles,
        long unstored,
        long breaks) {
    private static final double MEBIBYTE = 1 << 20;

    /** Beside what a listener saw who only reads. */
    Table table(int channels, BareListener.Heard bare, Duration bareTook) {
        return new Table("a minute of " + channels + " channels", "candle-ingest", "only reading")
                .row("updates a second", number(messages / seconds(took)), number(bare.candles() / seconds(bareTook)))
                .row("processor, of one core", percent(cpu, took), percent(bare.cpu(), bareTook))
                .row(
                        "processor for an update, µs",
                        number(micros(cpu) / messages),
                        number(micros(bare.cpu()) / bare.candles()))
                .row("sent to stored, ms, p50 / p99", lag.percentile(50) + " / " + lag.percentile(99), "-")
                .row("final candles stored as served", candles.toString(), "-")
                .row("updates that found no room", String.valueOf(unstored), "-")
                .row("breaks and holes of the stream", String.valueOf(breaks), "-")
                .row("heap after a collection at 10 / 30 / 60 s, MiB", heap(), "-");
    }

    private String heap() {
        return heapBytes.stream()
                .map(one -> String.format(Locale.ROOT, "%.1f", one / MEBIBYTE))
                .reduce((one, other) -> one + " / " + other)
                .orElse("-");
    }

    private static String percent(Duration used, Duration of) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * seconds(used) / seconds(of));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1000.0;
    }
}
