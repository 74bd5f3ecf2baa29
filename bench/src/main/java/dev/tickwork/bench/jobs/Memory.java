package dev.tickwork.bench.jobs;

import java.io.IOException;

/** What a contender's process holds resident now, and held at most, in MiB. */
record Memory(double now, double peak) {
    private static final double KIBIBYTES = 1024;

    static Memory of(RemoteContender contender) throws IOException {
        long[] kibibytes = contender.order("memory");
        return new Memory(kibibytes[0] / KIBIBYTES, kibibytes[1] / KIBIBYTES);
    }
}
