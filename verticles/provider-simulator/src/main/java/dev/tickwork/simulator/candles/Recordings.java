package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Recorded candles: a folder for each of our symbols, in it a file for each timeframe, such as {@code BTCUSD/1h.zip}. */
public final class Recordings {
    /** Nothing was recorded. */
    public static final Recordings NONE = new Recordings(Map.of());

    private final Map<String, Recording> bySymbol;

    private Recordings(Map<String, Recording> bySymbol) {
        this.bySymbol = Map.copyOf(bySymbol);
    }

    Map<String, Recording> bySymbol() {
        return bySymbol;
    }

    /**
     * Reads all files; blocks.
     *
     * @param folder need not exist
     * @throws IllegalArgumentException naming the file that cannot be read, and why
     */
    public static Recordings in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return NONE;
        }
        Map<String, Recording> recordings = new TreeMap<>();
        for (Path symbol : entries(folder)) {
            NavigableMap<Timeframe, Reel> reels = reels(symbol);
            if (!reels.isEmpty()) {
                recordings.put(symbol.getFileName().toString(), new Recording(reels));
            }
        }
        return new Recordings(recordings);
    }

    private static NavigableMap<Timeframe, Reel> reels(Path symbol) {
        NavigableMap<Timeframe, Reel> reels = new TreeMap<>();
        for (Path file : Files.isDirectory(symbol) ? entries(symbol) : List.<Path>of()) {
            Reel reel = reel(file);
            reels.put(reel.timeframe(), reel);
        }
        return reels;
    }

    private static Reel reel(Path file) {
        String name = file.getFileName().toString();
        try {
            return new Reel(Timeframe.of(name.substring(0, (name + ".").indexOf('.'))), RecordedFile.rows(file));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
