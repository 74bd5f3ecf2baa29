package dev.tickwork.redis;

import java.time.Duration;

/**
 * The answer to a {@link PermitRequest}.
 *
 * @param granted whether the permits are ours; if not, none were taken
 * @param delay granted: how long to wait before using them, zero for at once; refused: when asking again makes sense
 * @param limit how many can be taken at once after a quiet time
 * @param remaining how many could be taken right now
 * @param resetAfter how long until all of {@code limit} are there again
 */
public record Permit(boolean granted, Duration delay, int limit, int remaining, Duration resetAfter) {}
