package dev.tickwork.jobs.cron;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;

/**
 * The field for the day of the month or for the day of the week as it was written.
 *
 * @param text its text
 */
record DayText(FieldText text) {
    private static final int FIFTH = 5;

    /** What it means; an {@link IllegalArgumentException} says what is wrong with it. */
    DayRule rule() {
        List<String> plain = text.members().stream()
                .filter(member -> special(member).isEmpty())
                .toList();
        List<SpecialDay> specials = text.members().stream()
                .flatMap(member -> special(member).stream())
                .toList();
        return new DayRule(text.isOpen(), plain.isEmpty() ? null : text.values(plain), specials);
    }

    private Optional<SpecialDay> special(String member) {
        return text.field() == CronField.DAY_OF_MONTH ? specialOfMonth(member) : specialOfWeek(member);
    }

    private Optional<SpecialDay> specialOfMonth(String member) {
        if (member.equals("L")) {
            return Optional.of(SpecialDay.beforeLast(0));
        }
        if (member.startsWith("L-")) {
            return Optional.of(SpecialDay.beforeLast(daysBeforeLast(member)));
        }
        if (member.equals("LW")) {
            return Optional.of(SpecialDay.lastWorkday());
        }
        return member.endsWith("W")
                ? Optional.of(SpecialDay.workdayNearest(text.number(withoutLast(member))))
                : Optional.empty();
    }

    private int daysBeforeLast(String member) {
        int days = FieldText.digits(member.substring(2));
        if (days < 1 || days >= text.field().last()) {
            throw text.wrong(member, "must be L-1 to L-30");
        }
        return days;
    }

    private Optional<SpecialDay> specialOfWeek(String member) {
        if (member.contains("#")) {
            return Optional.of(ordinal(member, member.indexOf('#')));
        }
        return member.endsWith("L") ? Optional.of(SpecialDay.last(day(withoutLast(member)))) : Optional.empty();
    }

    private SpecialDay ordinal(String member, int hash) {
        int ordinal = FieldText.digits(member.substring(hash + 1));
        if (ordinal < 1 || ordinal > FIFTH) {
            throw text.wrong(member, "must end in #1 to #5");
        }
        return SpecialDay.ordinal(ordinal, day(member.substring(0, hash)));
    }

    private DayOfWeek day(String name) {
        int number = text.number(name);
        return number == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(number);
    }

    private static String withoutLast(String member) {
        return member.substring(0, member.length() - 1);
    }
}
