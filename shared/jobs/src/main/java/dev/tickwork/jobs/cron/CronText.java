package dev.tickwork.jobs.cron;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cron expression as it was written, being read into what it means.
 *
 * @param expression as it was written, for the messages
 * @param fields six of them in upper case, seconds first
 */
record CronText(String expression, List<String> fields) {
    private static final List<CronField> FIELDS = List.of(CronField.values());
    private static final Map<String, String> NICKNAMES = Map.of(
            "@HOURLY", "0 * * * *",
            "@DAILY", "0 0 * * *",
            "@MIDNIGHT", "0 0 * * *",
            "@WEEKLY", "0 0 * * SUN",
            "@MONTHLY", "0 0 1 * *",
            "@YEARLY", "0 0 1 1 *",
            "@ANNUALLY", "0 0 1 1 *");

    static CronText of(String expression) {
        String upper = expression.toUpperCase(Locale.ROOT);
        List<String> fields = Arrays.asList(NICKNAMES.getOrDefault(upper, upper).split("\\s+"));
        if (fields.size() == FIELDS.size()) {
            return new CronText(expression, fields);
        }
        if (fields.size() == FIELDS.size() - 1) {
            return new CronText(
                    expression, Stream.concat(Stream.of("0"), fields.stream()).toList());
        }
        throw new IllegalArgumentException(unreadable(expression, upper));
    }

    private static String unreadable(String expression, String upper) {
        return upper.startsWith("@")
                ? "cron expression \"%s\" is not known; use @hourly, @daily, @weekly, @monthly or @yearly"
                        .formatted(expression)
                : ("cron expression \"%s\" must have five fields (minute, hour, day of month, month, day of week)"
                                + " or six (second first)")
                        .formatted(expression);
    }

    WallPattern pattern() {
        return new WallPattern(
                new TimesOfDay(
                        text(CronField.SECOND).values(),
                        text(CronField.MINUTE).values(),
                        text(CronField.HOUR).values()),
                text(CronField.MONTH).values(),
                new DayText(text(CronField.DAY_OF_MONTH)).rule(),
                new DayText(text(CronField.DAY_OF_WEEK)).rule());
    }

    private FieldText text(CronField field) {
        return new FieldText(expression, field, fields.get(FIELDS.indexOf(field)));
    }
}
