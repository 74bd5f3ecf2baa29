package dev.tickwork.jobs.cron;

import java.util.stream.IntStream;

/**
 * The numbers that a field takes.
 *
 * @param field theirs
 * @param bits one bit for each number, never none
 * @param cadence whether they were written as a wildcard or a step, or take every number: a rhythm, not a fixed time
 */
record Values(CronField field, long bits, boolean cadence) {
    Values {
        if (bits == 0) {
            throw new IllegalArgumentException(field.title() + " must take at least one value");
        }
        cadence = cadence || Long.bitCount(bits) == field.size();
    }

    static Values only(CronField field, int value) {
        return new Values(field, 1L << value, false);
    }

    boolean contains(int value) {
        return (bits >>> value & 1) == 1;
    }

    /** The smallest of them that is at least {@code from}; -1 when there is none. {@code from} is 63 at most. */
    int nextFrom(int from) {
        long rest = bits >>> from << from;
        return rest == 0 ? -1 : Long.numberOfTrailingZeros(rest);
    }

    int first() {
        return Long.numberOfTrailingZeros(bits);
    }

    int size() {
        return Long.bitCount(bits);
    }

    /** How many of them are smaller than {@code value}. */
    int sizeBelow(int value) {
        return Long.bitCount(bits & ((1L << value) - 1));
    }

    boolean isAll() {
        return size() == field.size();
    }

    boolean isOnly(int value) {
        return bits == 1L << value;
    }

    /** The distance between neighbours when they go through the whole field evenly, from its start; else 0. */
    int step() {
        int distance = size() < 2 ? 0 : nextFrom(first() + 1) - first();
        return distance > 0 && bits == everyFromStart(distance) ? distance : 0;
    }

    private long everyFromStart(int distance) {
        return IntStream.iterate(field.min(), value -> value <= field.last(), value -> value + distance)
                .mapToLong(value -> 1L << value)
                .reduce(0, (all, bit) -> all | bit);
    }

    IntStream stream() {
        return IntStream.rangeClosed(field.min(), field.last()).filter(this::contains);
    }
}
