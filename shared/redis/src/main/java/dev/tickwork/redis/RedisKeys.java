package dev.tickwork.redis;

import java.util.UUID;

/**
 * The one home of key and channel names. Callers pass these names to {@link Cache} and {@link LastValues}, which put the
 * world's prefix before them.
 */
public final class RedisKeys {
    private static final String LIVE = "live:";
    /** No topic begins so; whoever does not know the sign takes it for a topic that nobody asks for. */
    private static final String GONE = "-";

    private RedisKeys() {}

    /** The cached price of a symbol, such as {@code price:XAUUSD}; gone after a few seconds. */
    public static String price(String symbol) {
        return "price:" + symbol;
    }

    /** How a background task stands, under the name and in the form that Celery's clients know; gone after 24 hours. */
    public static String celeryTask(UUID task) {
        return "celery-task-meta-" + task;
    }

    /** The newest value of a topic, such as {@code last:prices.XAUUSD}: a hash of {@code as_of} and {@code json}. */
    public static String last(String topic) {
        return "last:" + topic;
    }

    /** All topics that have a last value, sorted by name. */
    static String lastIndex() {
        return "last-topics";
    }

    /** The channel on which a topic's values are pushed, such as {@code live:prices.XAUUSD}. */
    public static String live(String topic) {
        return LIVE + topic;
    }

    /** The channel on which is said that a topic has no last value any more. */
    static String gone(String topic) {
        return LIVE + GONE + topic;
    }

    static boolean isGone(String topic) {
        return topic.startsWith(GONE);
    }

    static String topicOfGone(String topic) {
        return topic.substring(GONE.length());
    }

    static String livePattern() {
        return LIVE + "*";
    }

    static String topicOfLive(String channel) {
        return channel.substring(LIVE.length());
    }

    static String rateLimit(String name) {
        return "limit:" + name;
    }

    static String hold(String name) {
        return "held:" + name;
    }

    static String refusals(String name) {
        return "refused:" + name;
    }

    static String budget(String name, BudgetWindow window) {
        return "budget:" + name + ":" + window.id();
    }
}
