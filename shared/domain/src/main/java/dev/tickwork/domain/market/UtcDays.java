package dev.tickwork.domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/** Markets without an exchange: their day is that of UTC, midnight to midnight. */
record UtcDays(Predicate<LocalDate> traded) implements TradingDays {
    static final TradingDays ALL = new UtcDays(day -> true);

    @Override
    public boolean contains(LocalDate date) {
        return traded.test(date);
    }

    @Override
    public Instant endOf(LocalDate date) {
        return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
