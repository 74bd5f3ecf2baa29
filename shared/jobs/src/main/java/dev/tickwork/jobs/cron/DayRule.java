package dev.tickwork.jobs.cron;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which days the field for the day of the month takes, or the one for the day of the week.
 *
 * @param isOpen whether it puts no limit on the days by crontab's rule, see {@link FieldText#isOpen()}
 * @param values the plain numbers; null when it takes special days only
 * @param specials days such as the last Friday
 */
record DayRule(boolean isOpen, @Nullable Values values, List<SpecialDay> specials) {
    DayRule {
        specials = List.copyOf(specials);
    }

    boolean takes(LocalDate date) {
        return (values != null && values.contains(values.field().of(date)))
                || specials.stream().anyMatch(special -> special.isOn().test(date));
    }

    boolean takesAll() {
        return values != null && values.isAll();
    }

    /**
     * Whether the two fields take the day together: when both name days, either suffices, as crontab has it; when one
     * starts with a wildcard, both must.
     */
    static boolean takes(DayRule ofMonth, DayRule ofWeek, LocalDate date) {
        return isEither(ofMonth, ofWeek)
                ? ofMonth.takes(date) || ofWeek.takes(date)
                : ofMonth.takes(date) && ofWeek.takes(date);
    }

    static boolean isEither(DayRule ofMonth, DayRule ofWeek) {
        return !ofMonth.isOpen && !ofWeek.isOpen;
    }
}
