package dev.tickwork.bench.fanout;

import dev.tickwork.bench.Table;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Brings live prices to 1,000 clients by Tickwork's bridge and by a bare websocket server that writes the same bytes, in
 * turns. Servers and clients share this process, each server and each crowd with one event loop.
 */
public final class FanOutBench {
    private static final int CLIENTS = 1_000;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS = 5;
    private static final int UPDATES_PER_ROUND = 150;
    private static final int BURSTS_PER_ROUND = 10;

    private FanOutBench() {}

    /** Runs and returns the table. */
    public static Table run() {
        List<Contender> contenders = List.of(
                new Contender(new BareServer(), CLIENTS),
                new Contender(new BridgeServer(Framing.RAW), CLIENTS),
                new Contender(new BridgeServer(Framing.SOCKJS), CLIENTS),
                new Contender(new StockServer(), CLIENTS));
        contenders.forEach(Contender::open);
        IntStream.range(0, WARM_UP_ROUNDS)
                .forEach(round -> contenders.forEach(contender -> contender.race(UPDATES_PER_ROUND)));
        IntStream.range(0, ROUNDS).forEach(round -> contenders.forEach(FanOutBench::measure));
        Table table = table(contenders);
        contenders.forEach(Contender::close);
        return table;
    }

    private static void measure(Contender contender) {
        contender.measuredRace(UPDATES_PER_ROUND);
        contender.calm(BURSTS_PER_ROUND);
    }

    private static Table table(List<Contender> contenders) {
        var table = new Table("fan-out to " + CLIENTS + " clients", "messages/s", "of bare", "p50 ms", "p99 ms");
        List<Double> bare = contenders.get(0).rates();
        contenders.forEach(contender -> table.row(
                contender.name(),
                String.format(Locale.ROOT, "%,.0f", median(contender.rates())),
                String.format(Locale.ROOT, "%.2f", median(ratios(contender.rates(), bare))),
                millis(contender.calmAges(), 50),
                millis(contender.calmAges(), 99)));
        return table;
    }

    private static List<Double> ratios(List<Double> rates, List<Double> bare) {
        return IntStream.range(0, rates.size())
                .mapToObj(round -> rates.get(round) / bare.get(round))
                .toList();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String millis(Histogram nanos, double percentile) {
        double ms = nanos.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        return String.format(Locale.ROOT, "%.1f", ms);
    }
}
