package dev.tickwork.gaprepair.detection;

import java.time.Instant;
import java.util.UUID;

/**
 * Which look it is.
 *
 * @param runId the run that looks
 * @param at the moment that decides what is over
 */
record ScanMark(UUID runId, Instant at) {}
