package dev.tickwork.candleingest;

import dev.tickwork.runtime.Launcher;
import java.util.List;

/** Runs candle-ingest as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Launcher.run(args, List.of(CandleIngestVerticle.DEFINITION));
    }
}
