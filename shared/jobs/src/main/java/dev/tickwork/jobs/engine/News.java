package dev.tickwork.jobs.engine;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What nodes tell each other through the database, as short words: a hint each, never the data. */
sealed interface News {
    /** Schedules, limits or pauses have changed. */
    String PLANS = "plans";

    /** Runs wait whose moment is to come. */
    String DELAYED = "delayed";

    /** A run is over of which only so many may go on at a time. */
    String ROOM = "room";

    /** Something about leases has changed. */
    String LEASES = "leases";

    /** Runs of these jobs may begin. */
    record Ready(List<String> jobs) implements News {
        static String words(Collection<String> jobs) {
            return "ready " + String.join(" ", jobs);
        }

        boolean concerns(Collection<String> served) {
            return jobs.stream().anyMatch(served::contains);
        }
    }

    /** Somebody wants a run to stop. */
    record Cancel(UUID run) implements News {}

    /** As {@link #ROOM}. */
    record Room() implements News {}

    /** As {@link #LEASES}. */
    record Leases() implements News {}

    /** Look at all of it. */
    record Changed() implements News {}

    /** Anything that is not understood, because a newer release said it, is {@link Changed}. */
    static News of(String words) {
        List<String> parts = List.of(words.split(" "));
        if (parts.get(0).equals("ready")) {
            return new Ready(parts.subList(1, parts.size()));
        }
        if (parts.get(0).equals("cancel") && parts.size() == 2) {
            return new Cancel(UUID.fromString(parts.get(1)));
        }
        return words.equals(ROOM) ? new Room() : words.equals(LEASES) ? new Leases() : new Changed();
    }
}
