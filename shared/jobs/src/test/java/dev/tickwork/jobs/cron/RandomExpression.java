package dev.tickwork.jobs.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An expression made up by chance, that says itself, minute by minute and as slowly as can be, when it fires. */
final class RandomExpression {
    private static final int MINUTE = 0;
    private static final int HOUR = 1;
    private static final int[] FIRST = {0, 0, 1, 1, 0};
    private static final int[] LAST = {59, 23, 31, 12, 6};

    private final List<String> texts = new ArrayList<>();
    private final List<Set<Integer>> values = new ArrayList<>();
    private final Random random;

    RandomExpression(Random random) {
        this.random = random;
        for (int field = 0; field < FIRST.length; field++) {
            add(FIRST[field], LAST[field], random.nextInt(9));
        }
    }

    String text() {
        return String.join(" ", texts);
    }

    private void add(int first, int last, int form) {
        int a = first + random.nextInt(last - first + 1);
        int b = a + random.nextInt(last - a + 1);
        int step = 2 + random.nextInt(4);
        switch (form) {
            case 0 -> add("*/" + step, IntStream.rangeClosed(first, last).filter(v -> (v - first) % step == 0));
            case 1 -> add(a + "-" + b, IntStream.rangeClosed(a, b));
            case 2 -> add(a + "-" + b + "/" + step, IntStream.rangeClosed(a, b).filter(v -> (v - a) % step == 0));
            case 3 -> add(a + "," + b, IntStream.of(a, b));
            case 4 -> add("" + a, IntStream.of(a));
            default -> add("*", IntStream.rangeClosed(first, last));
        }
    }

    private void add(String text, IntStream numbers) {
        texts.add(text);
        values.add(numbers.boxed().collect(Collectors.toSet()));
    }

    List<Instant> firesBetween(Instant after, Instant upTo, ZoneId zone) {
        Set<Instant> fires = isCadence() ? cadence(after, upTo, zone.getRules()) : fixed(after, upTo, zone.getRules());
        return fires.stream()
                .filter(at -> at.isAfter(after) && !at.isAfter(upTo))
                .toList();
    }

    private boolean isCadence() {
        return isRhythm(MINUTE) || isRhythm(HOUR);
    }

    private boolean isRhythm(int field) {
        String text = texts.get(field);
        return text.contains("*") || text.contains("/") || values.get(field).size() == LAST[field] - FIRST[field] + 1;
    }

    private Set<Instant> cadence(Instant after, Instant upTo, ZoneRules rules) {
        Set<Instant> fires = new TreeSet<>();
        for (Instant at = after; !at.isAfter(upTo); at = at.plusSeconds(60)) {
            if (takes(LocalDateTime.ofInstant(at, rules.getOffset(at)))) {
                fires.add(at);
            }
        }
        return fires;
    }

    private Set<Instant> fixed(Instant after, Instant upTo, ZoneRules rules) {
        Set<Instant> fires = new TreeSet<>();
        LocalDateTime end = LocalDateTime.ofInstant(upTo, ZoneOffset.UTC).plusDays(2);
        LocalDateTime start = LocalDateTime.ofInstant(after, ZoneOffset.UTC).minusDays(2);
        for (LocalDateTime reading = start; reading.isBefore(end); reading = reading.plusMinutes(1)) {
            if (takes(reading)) {
                List<ZoneOffset> offsets = rules.getValidOffsets(reading);
                fires.add(
                        offsets.isEmpty()
                                ? rules.getTransition(reading).getInstant()
                                : reading.toInstant(offsets.get(0)));
            }
        }
        return fires;
    }

    private boolean takes(LocalDateTime reading) {
        return values.get(MINUTE).contains(reading.getMinute())
                && values.get(HOUR).contains(reading.getHour())
                && values.get(3).contains(reading.getMonthValue())
                && takes(reading.getDayOfMonth(), reading.getDayOfWeek().getValue() % 7);
    }

    private boolean takes(int dayOfMonth, int dayOfWeek) {
        boolean isDayOfMonth = values.get(2).contains(dayOfMonth);
        boolean isDayOfWeek = values.get(4).contains(dayOfWeek);
        boolean isOpen = texts.get(2).startsWith("*") || texts.get(4).startsWith("*");
        return isOpen ? isDayOfMonth && isDayOfWeek : isDayOfMonth || isDayOfWeek;
    }
}
