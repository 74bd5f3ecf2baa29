package dev.tickwork.jobs.cron;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in English which times of a day are meant.
 *
 * @param times they
 */
record TimeWords(TimesOfDay times) {
    private static final int MOST_CLOCK_TIMES = 6;

    /** Such as "at 02:00", "every 15 minutes", "at minute 5 of every hour". */
    String all() {
        return isClock() ? "at " + Listing.of(clockTimes()) : rhythm();
    }

    /** Whether they are few and fixed, and best said as a clock shows them. */
    boolean isClock() {
        return !times.isCadence() && !times.seconds().cadence() && times.count() <= MOST_CLOCK_TIMES;
    }

    private List<String> clockTimes() {
        return times.hours().stream()
                .boxed()
                .flatMap(hour -> times.minutes().stream().boxed().flatMap(minute -> times.seconds().stream()
                        .mapToObj(second -> LocalTime.of(hour, minute, second).toString())))
                .toList();
    }

    private String rhythm() {
        List<String> parts = new ArrayList<>();
        boolean isUnfinished = false;
        for (Values values : List.of(times.seconds(), times.minutes(), times.hours())) {
            boolean isStart = parts.isEmpty() && goesWithoutSaying(values);
            if (!isStart && (parts.isEmpty() || isUnfinished || !values.isAll())) {
                parts.add(each(values));
                isUnfinished = !isEven(values);
            }
        }
        return (isEven(smallest()) ? "" : "at ") + String.join(" of ", parts);
    }

    private Values smallest() {
        return List.of(times.seconds(), times.minutes(), times.hours()).stream()
                .filter(values -> !goesWithoutSaying(values))
                .findFirst()
                .orElse(times.hours());
    }

    // Second 0 always; minute 0 where the hours are a rhythm that reads well alone.
    private boolean goesWithoutSaying(Values values) {
        return values.isOnly(0)
                && (values.field() == CronField.SECOND || (values.field() == CronField.MINUTE && isHourly()));
    }

    private boolean isHourly() {
        return times.seconds().isOnly(0) && isEven(times.hours());
    }

    private static boolean isEven(Values values) {
        return values.isAll() || values.step() > 0;
    }

    private static String each(Values values) {
        String unit = values.field().title();
        if (values.isAll()) {
            return "every " + unit;
        }
        if (values.step() > 0) {
            return "every " + values.step() + " " + unit + "s";
        }
        return unit + (values.size() > 1 ? "s " : " ") + Listing.of(values, Integer::toString);
    }
}
