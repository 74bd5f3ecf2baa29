package dev.tickwork.jobs.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule fires: by cron or at an interval.
 *
 * @param cron its expression; null when it fires at an interval
 * @param zone of the expression; null with an interval
 * @param every the interval; null when it fires by cron
 * @param overlap what a fire does while the run before it still goes on: {@code skip}, {@code queue_one}, {@code allow} or
 *     {@code cancel_old}
 * @param misfire what becomes of missed fires: {@code skip}, {@code one} or {@code all}
 */
public record Timing(
        @Nullable String cron,
        @Nullable String zone,
        @Nullable Duration every,
        String overlap,
        String misfire) {}
