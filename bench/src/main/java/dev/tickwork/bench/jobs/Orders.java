package dev.tickwork.bench.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a contender can be told to do; the first word says what, the numbers after it how much. */
final class Orders {
    private static final int BATCH = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Contender contender;
    private final Arrivals arrivals;

    Orders(Contender contender, Arrivals arrivals) {
        this.contender = contender;
        this.arrivals = arrivals;
    }

    /** Does one thing; it is done when this returns, and the numbers say what came of it. */
    long[] follow(Scanner order) throws InterruptedException, IOException {
        return switch (order.next()) {
            case "enqueue" -> enqueue(order.nextInt(), order.nextInt());
            case "bulk" -> bulk(order.nextInt());
            case "fill" -> fill(order.nextInt());
            case "trickle" -> trickle(order.nextInt(), order.nextInt());
            case "work" -> work();
            case "rest" -> rest();
            case "expect" -> expect(order.nextInt());
            case "drained" -> drained();
            case "waits" -> waits();
            case "memory" -> memory();
            default -> throw new IllegalArgumentException("no such order");
        };
    }

    /** So many callers for so many milliseconds: how many runs they enqueued in how many nanoseconds. */
    private long[] enqueue(int callers, int millis) throws InterruptedException {
        var reached = Callers.call(callers, Duration.ofMillis(millis), () -> contender.enqueue(Ticket.draw()));
        return new long[] {reached.count(), reached.nanos()};
    }

    /** One caller with batches for so many milliseconds: how many runs in how many nanoseconds. */
    private long[] bulk(int millis) {
        long begin = System.nanoTime();
        long deadline = begin + TimeUnit.MILLISECONDS.toNanos(millis);
        long runs = 0;
        while (System.nanoTime() < deadline) {
            contender.enqueueAll(tickets(BATCH));
            runs += BATCH;
        }
        return new long[] {runs, System.nanoTime() - begin};
    }

    /** So many runs, in batches. */
    private long[] fill(int runs) {
        for (int left = runs; left > 0; left -= BATCH) {
            contender.enqueueAll(tickets(Math.min(BATCH, left)));
        }
        return new long[] {runs};
    }

    private static List<Ticket> tickets(int count) {
        return Stream.generate(Ticket::draw).limit(count).toList();
    }

    /** So many runs one by one, with so many milliseconds between two. */
    private long[] trickle(int runs, int millis) throws InterruptedException {
        long next = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            contender.enqueue(Ticket.draw()).toCompletableFuture().join();
            next += TimeUnit.MILLISECONDS.toNanos(millis);
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        return new long[] {runs};
    }

    private long[] work() {
        contender.work();
        return new long[0];
    }

    private long[] rest() {
        contender.rest();
        return new long[0];
    }

    /** So many runs are to come; {@code drained} and {@code waits} tell of these. */
    private long[] expect(int runs) {
        arrivals.expect(runs);
        return new long[] {runs};
    }

    /** Nanoseconds from the begin of the first run that was expected until the database knows all of them as over. */
    private long[] drained() throws InterruptedException {
        arrivals.await();
        while (contender.unfinished() > 0) {
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
        return new long[] {arrivals.sinceFirst()};
    }

    /** How many microseconds each expected run waited for its begin. */
    private long[] waits() throws InterruptedException {
        arrivals.await();
        return arrivals.waits().stream().mapToLong(Long::longValue).toArray();
    }

    /** What this process holds now and held at most, in KiB. */
    private static long[] memory() throws IOException {
        String status = Files.readString(STATUS);
        return new long[] {kibibytes(status, "VmRSS"), kibibytes(status, "VmHWM")};
    }

    private static long kibibytes(String status, String key) {
        Matcher matcher = Pattern.compile(key + ":\\s+(\\d+) kB").matcher(status);
        if (!matcher.find()) {
            throw new IllegalStateException("found no " + key + " in:\n" + status);
        }
        return Long.parseLong(matcher.group(1));
    }
}
