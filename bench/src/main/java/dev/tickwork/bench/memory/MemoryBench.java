package dev.tickwork.bench.memory;

import dev.tickwork.bench.Folders;
import dev.tickwork.bench.StandaloneJar;
import dev.tickwork.bench.Table;
import dev.tickwork.bench.TickworkProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the standalone's JVM holds when it does nothing but keep the default prices current. Linux only. */
public final class MemoryBench {
    /** A minute of prices, so that everything that fills up at the beginning has filled up. */
    private static final Duration SETTLE = Duration.ofMinutes(1);

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    private static final Pattern HEAP = Pattern.compile("total (\\d+)K, used (\\d+)K");

    private MemoryBench() {}

    public static Table run() {
        try {
            Path data = Files.createTempDirectory("tickwork-bench-data");
            Table table = measure(data);
            Folders.delete(data);
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("the memory could not be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Table measure(Path data) throws IOException, InterruptedException {
        try (var tickwork = TickworkProcess.start(data)) {
            var ready = tickwork.untilReady();
            TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
            String before = status(tickwork.pid());
            String lazyHeap = jcmd(tickwork.pid(), "GC.heap_info");
            String collected = jcmd(tickwork.pid(), "GC.run");
            String heap = jcmd(tickwork.pid(), "GC.heap_info");
            return new Table(
                            "standalone, idle for " + SETTLE.toSeconds() + " s after " + ready.toSeconds() + " s",
                            "MiB")
                    .row("resident (RSS) of the JVM", mebibytes(number(RESIDENT, before, 1)))
                    .row("heap in use, with garbage", mebibytes(number(HEAP, lazyHeap, 2)))
                    .row("heap in use after a collection" + note(collected), mebibytes(number(HEAP, heap, 2)))
                    .row("heap committed", mebibytes(number(HEAP, heap, 1)))
                    .row("threads (a number)", String.valueOf(number(THREADS, before, 1)));
        }
    }

    private static String note(String collected) {
        return collected.contains("success") ? "" : " (refused)";
    }

    private static String status(long pid) throws IOException {
        return Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
    }

    private static String jcmd(long pid, String command) throws IOException {
        Process process = new ProcessBuilder(StandaloneJar.program("jcmd"), String.valueOf(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long number(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("found no " + pattern + " in:\n" + text);
        }
        return Long.parseLong(matcher.group(group));
    }

    private static String mebibytes(long kibibytes) {
        return String.format(Locale.ROOT, "%.0f", kibibytes / 1024.0);
    }
}
