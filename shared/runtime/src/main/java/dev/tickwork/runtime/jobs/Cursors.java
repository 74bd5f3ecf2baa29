package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.ledger.RunLogStore.Place;
import dev.tickwork.messages.ApiProblem;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the cursors that our lists gave. */
final class Cursors {
    private Cursors() {}

    /** Behind a run; null at the beginning. */
    static @Nullable UUID run(@Nullable String cursor) {
        return parsed(cursor, UUID::fromString).orElse(null);
    }

    /** Behind an entry that is counted; null at the beginning. */
    static @Nullable Long number(@Nullable String cursor) {
        return parsed(cursor, Long::valueOf).orElse(null);
    }

    /** Behind a line of a log. */
    static Place place(@Nullable String cursor) {
        return parsed(cursor, Cursors::placeOf).orElse(Place.START);
    }

    static String text(Place place) {
        return place.claim() + "." + place.line();
    }

    private static Place placeOf(String cursor) {
        String[] parts = cursor.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(cursor);
        }
        return new Place(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static <T> Optional<T> parsed(@Nullable String cursor, Function<String, T> parser) {
        try {
            return Optional.ofNullable(cursor).map(parser);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("cursor", "is not one that this operation gave");
        }
    }
}
