package dev.tickwork.jobs.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        return named(now, random.nextLong(), random.nextLong());
    }

    /** The one name of a fire: whatever a clock does and whoever fires it, it is the same run. */
    static UUID ofFire(String schedule, Instant at) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(schedule + " " + at));
        return named(at, digest.getLong(), digest.getLong());
    }

    /** No run that is named later has a smaller name. */
    static UUID firstOf(Instant at) {
        return new UUID((at.toEpochMilli() << 16) | VERSION_7, VARIANT);
    }

    private static UUID named(Instant at, long one, long other) {
        long high = (at.toEpochMilli() << 16) | VERSION_7 | (one >>> 52);
        long low = VARIANT | (other >>> 2);
        return new UUID(high, low);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
