package dev.tickwork.jobs.ledger;

/**
 * How many of the newest runs ended since some moment.
 *
 * @param success how many ended well
 * @param failure how many did not
 * @param revoked how many were called off
 * @param isExact whether these are all; else the newest are so many that older ones were not looked at
 */
public record EndedCounts(long success, long failure, long revoked, boolean isExact) {}
