package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.providers.CandleStreamListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one series after the other, so that a refusal that does not name its series can only mean the one that was asked
 * for; and for one whose channel fell silent once more.
 */
final class Subscriptions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_TRIES = 3;

    /** A channel that falls silent twice in that time is given up here: to ask again and again helps nobody. */
    private static final Duration SOON = Duration.ofMinutes(10);

    /** What is no answer to our asking: it is on its way, because the first answer was late; or it is gone anyway. */
    private static final Set<Integer> NO_REFUSALS =
            Set.of(StreamWords.SUBSCRIBED_TWICE, StreamWords.NOT_UNSUBSCRIBED, StreamWords.NOT_SUBSCRIBED);

    private final StreamLine line;
    private final CandleStreamListener listener;
    private final InstrumentCatalog catalog;
    private final Map<CandleKey, Series> wanted = new LinkedHashMap<>();
    private final Channels channels = new Channels();
    private final Queue<CandleKey> waiting = new ArrayDeque<>();
    private final Map<CandleKey, Instant> silentAt = new HashMap<>();
    private @Nullable CandleKey asked;
    private int tries;
    private Alarm alarm = () -> {};

    Subscriptions(StreamLine line, CandleStreamListener listener, InstrumentCatalog catalog) {
        this.line = line;
        this.listener = listener;
        this.catalog = catalog;
    }

    /** Asks for those of these that were not wanted, and leaves those that are wanted no more. */
    void follow(Collection<Series> series) {
        Set<CandleKey> before = Set.copyOf(wanted.keySet());
        wanted.clear();
        series.forEach(this::want);
        channels.takeAllBut(wanted.keySet()).forEach(this::leave);
        waiting.retainAll(wanted.keySet());
        wanted.keySet().stream().filter(key -> !before.contains(key)).forEach(waiting::add);
        if (asked == null || !wanted.containsKey(asked)) {
            next();
        }
    }

    private void want(Series series) {
        try {
            wanted.put(CandleKey.of(catalog, series.symbol(), series.timeframe()), series);
        } catch (Fault.Permanent e) {
            listener.onRefused(series, String.valueOf(e.getMessage()));
        }
    }

    /** Asks for all of them, whatever was asked for before. */
    void askAnew() {
        channels.takeAllBut(Set.of()).forEach(this::leave);
        waiting.clear();
        waiting.addAll(wanted.keySet());
        next();
    }

    void stop() {
        alarm.cancel();
    }

    /** A channel said something. @return whose it is; empty when it is none of ours, or no longer */
    Optional<Series> heard(JsonNode channel, Instant at) {
        return channels.heard(channel.asLong(), at);
    }

    /** Those that are told to us. */
    List<Series> active() {
        return channels.series();
    }

    /** Asks anew for the series whose channels have said nothing for so long. */
    void askAnewAfterSilence(Duration longest) {
        Instant now = line.now();
        channels.takeSilent(now, longest).forEach(silent -> mend(silent, now));
        if (asked == null) {
            next();
        }
    }

    /** It ends, and was heard last at {@code at}: some may have fallen silent before that, and nobody has noticed yet. */
    void tellSilent(Instant at, Duration longest) {
        channels.takeSilent(at, longest).forEach(this::tellSilent);
    }

    private void tellSilent(Channel silent) {
        listener.onSilent(silent.series(), silent.heardAt());
    }

    private void mend(Channel silent, Instant now) {
        leave(silent);
        tellSilent(silent);
        Instant before = silentAt.put(silent.key(), now);
        if (before == null || before.plus(line.shownIn(SOON)).isBefore(now)) {
            waiting.add(silent.key());
        } else {
            listener.onRefused(silent.series(), "bitfinex fell silent twice");
        }
    }

    private void leave(Channel channel) {
        line.say(StreamWords.unsubscribe(channel.number()));
    }

    /** Bitfinex agrees; it may be late, and nobody wants it any more. */
    void acknowledged(JsonNode event) {
        var key = new CandleKey(event.path("key").asText());
        Series series = wanted.get(key);
        if (series == null) {
            line.say(StreamWords.unsubscribe(event.path("chanId").asLong()));
            return;
        }
        waiting.remove(key);
        channels.open(new Channel(event.path("chanId").asLong(), key, series, line.now()));
        listener.onSubscribed(series);
        settle(key);
    }

    /** Bitfinex does not. */
    void refused(JsonNode event, String why) {
        CandleKey key = event.has("key") ? new CandleKey(event.path("key").asText()) : asked;
        if (key == null || !wanted.containsKey(key) || NO_REFUSALS.contains(StreamWords.code(event))) {
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
