package dev.tickwork.providers.twelvedata;

import java.time.Instant;

/**
 * The wish not to be asked for a while.
 *
 * @param until the first moment at which asking again makes sense
 * @param reason for operators
 */
record Wait(Instant until, String reason) {}
