package dev.tickwork.candleingest.answers;

import org.jspecify.annotations.Nullable;

/**
 * What this node has subscribed to.
 *
 * @param enabled whether it listens at all
 * @param connections that are open
 * @param subscribed series that come
 * @param buffered candles that wait to be stored
 * @param problem why it does not work as it should; null when it does
 */
public record StreamState(
        boolean enabled,
        int connections,
        int subscribed,
        int buffered,
        @Nullable String problem) {}
