package dev.tickwork.runtime.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that became of a run.
 *
 * @param at when
 * @param event what, as the contract names it
 * @param attempt of which attempt; null when of none
 * @param node where; null when nowhere
 * @param text more of it for people; null when there is no more to say
 */
record TimelineEvent(
        Instant at,
        String event,
        @Nullable Integer attempt,
        @Nullable String node,
        @Nullable String text) {}
