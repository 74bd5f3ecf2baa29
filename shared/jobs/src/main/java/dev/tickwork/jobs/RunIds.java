package dev.tickwork.jobs;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Names runs: the moment first, then chance, so that the ledger's rows lie in the order of their birth.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, UUID version 7</a>
 */
final class RunIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final RandomGenerator random;

    RunIds(RandomGenerator random) {
        this.random = random;
    }

    UUID next(Instant now) {
        long high = (now.toEpochMilli() << 16) | VERSION_7 | (random.nextLong() >>> 52);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
