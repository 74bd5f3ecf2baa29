package dev.tickwork.jobs.ledger;

import java.time.Instant;
import java.util.UUID;

/** Where moments lie among run ids, which begin with the moment of their run. */
final class RunOrder {
    /** Behind every run. */
    static final UUID END = new UUID(-1, -1);

    private static final long LATEST_MILLIS = (1L << 47) - 1;

    private RunOrder() {}

    /** No run of this moment or later comes before this id, and none of an earlier moment after it. */
    static UUID startOf(Instant moment) {
        long millis = moment.isBefore(Instant.EPOCH) ? 0 : millisOf(moment);
        return new UUID(millis << 16, 0);
    }

    private static long millisOf(Instant moment) {
        return moment.isAfter(Instant.ofEpochMilli(LATEST_MILLIS)) ? LATEST_MILLIS : moment.toEpochMilli();
    }

    /** The earlier of two, as the database orders them. */
    static UUID first(UUID one, UUID other) {
        return compare(one, other) <= 0 ? one : other;
    }

    private static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
