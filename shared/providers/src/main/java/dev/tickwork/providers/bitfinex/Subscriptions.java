package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.providers.CandleStreamListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one series after the other, so that a refusal that does not name its series can only mean the one that was asked
 * for. A channel's number is of this socket only.
 */
final class Subscriptions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_TRIES = 3;

    private final StreamLine line;
    private final CandleStreamListener listener;
    private final Map<CandleKey, Series> wanted;
    private final Map<Long, Series> channels = new HashMap<>();
    private final Queue<CandleKey> waiting = new ArrayDeque<>();
    private @Nullable CandleKey asked;
    private int tries;
    private Alarm alarm = () -> {};

    Subscriptions(StreamLine line, CandleStreamListener listener, Map<CandleKey, Series> wanted) {
        this.line = line;
        this.listener = listener;
        this.wanted = new LinkedHashMap<>(wanted);
    }

    /** Asks for all of them, whatever was asked for before. */
    void start() {
        channels.keySet().forEach(channel -> line.say(StreamWords.unsubscribe(channel)));
        channels.clear();
        waiting.clear();
        waiting.addAll(wanted.keySet());
        next();
    }

    void stop() {
        alarm.cancel();
    }

    /** Whose channel it is; empty when it is none of ours, or no longer. */
    Optional<Series> of(JsonNode channel) {
        return Optional.ofNullable(channels.get(channel.asLong()));
    }

    /** Those that are told to us. */
    List<Series> active() {
        return List.copyOf(channels.values());
    }

    /** Bitfinex agrees. */
    void acknowledged(JsonNode event) {
        var key = new CandleKey(event.path("key").asText());
        Series series = wanted.get(key);
        if (series == null) {
            return;
        }
        channels.values().remove(series);
        channels.put(event.path("chanId").asLong(), series);
        listener.onSubscribed(series);
        settle(key);
    }

    /** Bitfinex does not. */
    void refused(JsonNode event, String why) {
        CandleKey key = event.has("key") ? new CandleKey(event.path("key").asText()) : asked;
        // What we asked for again because the first answer was late is on its way.
        if (key == null || !wanted.containsKey(key) || StreamWords.code(event) == StreamWords.SUBSCRIBED_TWICE) {
            return;
        }
        listener.onRefused(wanted.get(key), why);
        settle(key);
    }

    private void settle(CandleKey key) {
        if (key.equals(asked)) {
            next();
        }
    }

    private void next() {
        alarm.cancel();
        tries = 0;
        asked = waiting.poll();
        if (asked != null) {
            ask(asked);
        }
    }

    private void ask(CandleKey key) {
        tries++;
        line.say(StreamWords.subscribe(key));
        alarm = line.after(line.shownIn(PATIENCE), () -> unanswered(key));
    }

    private void unanswered(CandleKey key) {
        if (tries < MOST_TRIES) {
            ask(key);
            return;
        }
        Series series = wanted.get(key);
        if (series != null) {
            listener.onRefused(series, "bitfinex did not answer " + tries + " times");
        }
        next();
    }
}
