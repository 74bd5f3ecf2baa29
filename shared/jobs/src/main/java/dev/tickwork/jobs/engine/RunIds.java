package dev.tickwork.jobs.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Names runs: the moment first, then how many this node has named in it, then chance, so that the ledger's rows lie in the
 * order of their birth. Safe for any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562, UUID version 7</a>
 */
final class RunIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private static final int COUNTER_BITS = 12;
    /** More than anybody names in a second; a clock that is so far behind the last name was moved. */
    private static final long FAR_AHEAD = 1000L << COUNTER_BITS;

    private static final int DRAWN_AT_ONCE = 512;

    private final RandomGenerator random;
    private final ByteBuffer drawn =
            ByteBuffer.allocate(DRAWN_AT_ONCE * Long.BYTES).flip();
    private long last;

    RunIds(RandomGenerator random) {
        this.random = random;
    }

    synchronized UUID next(Instant now) {
        long first = now.toEpochMilli() << COUNTER_BITS;
        boolean isAhead = last >= first && last - first < FAR_AHEAD;
        last = isAhead ? last + 1 : first;
        long high = ((last >>> COUNTER_BITS) << 16) | VERSION_7 | (last & ((1L << COUNTER_BITS) - 1));
        return new UUID(high, VARIANT | (draw() >>> 2));
    }

    // A good source of chance is slow to be asked, and not slower for more.
    private long draw() {
        if (!drawn.hasRemaining()) {
            random.nextBytes(drawn.array());
            drawn.clear();
        }
        return drawn.getLong();
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
