package dev.tickwork.messages.live;

import dev.tickwork.messages.Topic;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Said when something changes in the system itself. A nudge: whoever comes later asks for what runs where.
 *
 * @param kind what {@code name} is: {@code verticle}, {@code redeploy}, {@code node} or {@code health}
 * @param name the verticle that changed or is redeployed, the node that came or went, or the health check
 * @param state of a verticle {@code deploying}, {@code deployed}, {@code draining} or {@code failed}; of a redeploy
 *     {@code started}, {@code done} or {@code failed}; of a node {@code up}, {@code leaving} or {@code gone}; of a
 *     health check {@code up}, {@code degraded} or {@code down}
 * @param node where; null when it concerns several
 * @param at when it changed
 * @param reason in words for people; null when there is nothing to say
 * @param subject who asked for it; null when nobody did
 */
public record SystemChanged(
        String kind,
        String name,
        String state,
        @Nullable String node,
        Instant at,
        @Nullable String reason,
        @Nullable String subject) {
    public static final Topic<SystemChanged> TOPIC = new Topic<>("live.system", SystemChanged.class);
}
