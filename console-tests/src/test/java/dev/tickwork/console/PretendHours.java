package dev.tickwork.console;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The hours before the present one, in which pretended candles lie. */
final class PretendHours {
    static final Duration HOUR = Duration.ofHours(1);

    private final Instant newest = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private volatile boolean areStored = true;

    /** When the present hour began. */
    Instant newest() {
        return newest;
    }

    /** When the hour began that lies so many hours before the present one. */
    Instant openOf(long hoursAgo) {
        return newest.minus(HOUR.multipliedBy(hoursAgo));
    }

    /** Whether anything of them is stored. */
    boolean areStored() {
        return areStored;
    }

    /** From now on nothing is. */
    void forget() {
        areStored = false;
    }

    /** The first part of a list. */
    static JsonObject page(List<JsonObject> found, int limit) {
        boolean isLast = found.size() <= limit;
        return new JsonObject()
                .put("items", new JsonArray(isLast ? found : found.subList(0, limit)))
                .put("next_cursor", isLast ? null : String.valueOf(limit));
    }

    static Instant moment(MultiMap query, String name, Instant otherwise) {
        return Optional.ofNullable(query.get(name)).map(Instant::parse).orElse(otherwise);
    }
}
