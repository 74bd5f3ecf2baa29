package dev.tickwork.redis;

/**
 * What is known to be spent in one window.
 *
 * @param privileged credits spent with access to the reserve
 * @param other credits spent without
 * @param outside credits that the vendor counts and we do not: another user of the same key
 */
record Tally(long privileged, long other, long outside) {
    static final Tally NONE = new Tally(0, 0, 0);

    long left(long limit) {
        return Math.max(0, limit - privileged - other - outside);
    }

    /** What may be spent: others leave alone what of the reserve is not spent yet. */
    long free(BudgetWindow window, boolean reserveToo) {
        long kept = reserveToo ? privileged : Math.max(privileged, window.reserved());
        return window.limit() - kept - other - outside;
    }

    Tally spend(int cost, boolean fromReserve) {
        return fromReserve
                ? new Tally(privileged + cost, other, outside)
                : new Tally(privileged, other + cost, outside);
    }

    /** The vendor says that so much is left. It may not have seen our latest requests, so this only ever lowers. */
    Tally corrected(long limit, long leftAtVendor) {
        return new Tally(privileged, other, Math.max(outside, limit - leftAtVendor - privileged - other));
    }

    Tally atLeast(Tally known) {
        return new Tally(
                Math.max(privileged, known.privileged), Math.max(other, known.other), Math.max(outside, known.outside));
    }
}
