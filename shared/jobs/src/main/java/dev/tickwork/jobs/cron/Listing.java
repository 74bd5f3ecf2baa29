package dev.tickwork.jobs.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Lists in English, such as "1, 5 and 8 to 10". */
final class Listing {
    private static final int SHORTEST_RANGE = 3;

    private Listing() {}

    /** The values by {@code name}, three or more neighbours as a range. */
    static String of(Values values, IntFunction<String> name) {
        List<String> members = new ArrayList<>();
        int from = values.first();
        while (from >= 0) {
            int end = endOfRun(values, from);
            if (end - from >= SHORTEST_RANGE) {
                members.add(name.apply(from) + " to " + name.apply(end - 1));
            } else {
                IntStream.range(from, end).mapToObj(name).forEach(members::add);
            }
            from = values.nextFrom(end);
        }
        return of(members);
    }

    private static int endOfRun(Values values, int from) {
        int end = from;
        while (values.contains(end)) {
            end++;
        }
        return end;
    }

    static String of(List<String> members) {
        int last = members.size() - 1;
        return last < 1
                ? String.join("", members)
                : String.join(", ", members.subList(0, last)) + " and " + members.get(last);
    }
}
