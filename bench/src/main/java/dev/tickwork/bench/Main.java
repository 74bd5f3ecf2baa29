package dev.tickwork.bench;

import dev.tickwork.bench.candles.CandleBench;
import dev.tickwork.bench.days.DayBench;
import dev.tickwork.bench.fanout.FanOutBench;
import dev.tickwork.bench.gaps.GapBench;
import dev.tickwork.bench.jobs.HistoryBench;
import dev.tickwork.bench.jobs.JobsBench;
import dev.tickwork.bench.memory.MemoryBench;
import dev.tickwork.bench.start.StartBench;
import dev.tickwork.bench.stream.StreamBench;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the benchmarks that are named on the command line, or all. */
public final class Main {
    private static final Map<String, Supplier<Table>> BENCHES = benches();

    private Main() {}

    private static Map<String, Supplier<Table>> benches() {
        Map<String, Supplier<Table>> benches = new LinkedHashMap<>();
        benches.put("start", StartBench::run);
        benches.put("fan-out", FanOutBench::run);
        benches.put("memory", MemoryBench::run);
        benches.put("jobs", JobsBench::run);
        benches.put("jobs-history", HistoryBench::run);
        benches.put("candles", CandleBench::run);
        benches.put("candles-http", DayBench::run);
        benches.put("gaps", GapBench::run);
        benches.put("stream", StreamBench::run);
        return benches;
    }

    public static void main(String[] args) {
        PrintStream out = System.out;
        List<String> wanted = args.length == 0 ? List.copyOf(BENCHES.keySet()) : List.of(args);
        if (!BENCHES.keySet().containsAll(wanted)) {
            out.println("Benchmarks: " + String.join(", ", BENCHES.keySet()));
            System.exit(2);
        }
        try {
            BENCHES.entrySet().stream()
                    .filter(bench -> wanted.contains(bench.getKey()))
                    .forEach(bench -> out.println(bench.getValue().get() + "\n"));
            System.exit(0);
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
