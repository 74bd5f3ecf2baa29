package dev.tickwork.jobs.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A fire to come, as a preview shows it.
 *
 * @param at when it is
 * @param local what the clocks of the zone show then
 * @param offset of the zone from UTC then
 * @param mark what a change of the clocks does to it; null when none does
 */
public record FireTime(
        Instant at,
        LocalDateTime local,
        ZoneOffset offset,
        @Nullable DstMark mark) {}
