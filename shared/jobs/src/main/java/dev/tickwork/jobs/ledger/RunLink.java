package dev.tickwork.jobs.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another run that one has to do with.
 *
 * @param id names it
 * @param job its job's stable name; null when it is no longer kept
 * @param state how it stands; null when it is no longer kept
 */
public record RunLink(
        UUID id, @Nullable String job, @Nullable String state) {}
