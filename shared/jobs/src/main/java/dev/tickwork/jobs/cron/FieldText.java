package dev.tickwork.jobs.cron;

import java.util.Arrays;
import java.util.List;

/**
 * One field of an expression as it was written, in upper case. Whatever is wrong with it is an
 * {@link IllegalArgumentException} that names the expression, the field and what would be right.
 *
 * @param expression the whole of it, for the message
 * @param field which one
 * @param text its text
 */
record FieldText(String expression, CronField field, String text) {
    /** Its members, which are parted by commas. */
    List<String> members() {
        return Arrays.asList(text.split(",", -1));
    }

    /** Whether it puts no limit on the days by crontab's rule: it starts with a wildcard, even one with a step. */
    boolean isOpen() {
        return text.startsWith("*") || text.startsWith("?");
    }

    /** All its members, none of which may be a special day such as {@code L}. */
    Values values() {
        return values(members());
    }

    /** The numbers of {@code members}: wildcards, numbers, names, ranges, each with or without a step. */
    Values values(List<String> members) {
        long bits = members.stream().mapToLong(this::bits).reduce(0, (all, more) -> all | more);
        boolean cadence = members.stream().anyMatch(member -> isWildcard(member) || member.contains("/"));
        return new Values(field, bits, cadence);
    }

    private long bits(String member) {
        String[] parts = member.split("/", -1);
        if (parts.length > 2) {
            throw wrong(member, "must have one step at most, such as */5");
        }
        int[] range = range(parts[0], parts.length == 2);
        int step = parts.length == 2 ? step(member, parts[1]) : 1;
        long bits = 0;
        for (int value = range[0]; value <= range[1]; value += step) {
            bits |= 1L << (value > field.last() ? field.min() : value);
        }
        return bits;
    }

    private int[] range(String text, boolean isStepped) {
        if (isWildcard(text)) {
            return new int[] {field.min(), field.last()};
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            int from = number(text);
            return new int[] {from, isStepped ? Math.max(from, field.last()) : from};
        }
        return forwards(text, number(text.substring(0, dash)), number(text.substring(dash + 1)));
    }

    private int[] forwards(String text, int from, int to) {
        int end = field == CronField.DAY_OF_WEEK && to == 0 && from > 0 ? field.max() : to;
        int start = from > field.last() && end < from ? field.min() : from;
        if (start > end) {
            throw wrong(
                    text,
                    "runs backwards; write it as two ranges, such as %d-%d,%d-%d"
                            .formatted(from, field.last(), field.min(), end));
        }
        return new int[] {start, end};
    }

    /** The number or name {@code text} stands for. */
    int number(String text) {
        int named = field.named(text);
        int number = named >= 0 ? named : digits(text);
        if (number < field.min() || number > field.max()) {
            throw wrong(
                    text,
                    "must be " + field.allowed() + ", *, a range such as " + exampleRange() + " or a step such as */2");
        }
        return number;
    }

    private int step(String member, String text) {
        int step = digits(text);
        if (step < 1 || step > field.last()) {
            throw wrong(member, "must have a step of 1 to " + field.last());
        }
        return step;
    }

    /** The number written in {@code text}; -1 when it is none of one to three digits. */
    static int digits(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    private String exampleRange() {
        return field.min() + 1 + "-" + (field.min() + 3);
    }

    private boolean isWildcard(String member) {
        return member.equals("*") || (member.equals("?") && field.isDay());
    }

    /** The complaint that {@code member} of this field is wrong and what it must be. */
    IllegalArgumentException wrong(String member, String right) {
        return new IllegalArgumentException(
                "cron expression \"%s\": %s \"%s\" %s".formatted(expression, field.title(), member, right));
    }
}
