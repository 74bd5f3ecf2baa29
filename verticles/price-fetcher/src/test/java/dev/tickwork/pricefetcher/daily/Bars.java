package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.providers.DailySeries;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Days for tests. */
final class Bars {
    static final Instant RECEIVED = Instant.parse("2026-03-04T22:00:00Z");

    private Bars() {}

    /** A day that opens at 99 % of its close and moves between 98 and 101 %. */
    static DailyBar bar(String date, String close) {
        return bar(LocalDate.parse(date), new BigDecimal(close));
    }

    static DailyBar bar(LocalDate date, BigDecimal close) {
        return new DailyBar(
                date, percent(close, 99), percent(close, 101), percent(close, 98), close, new BigDecimal("1000000"));
    }

    static DailySeries series(String symbol, DailyBar... bars) {
        return new DailySeries(symbol, List.of(bars), List.of(), RECEIVED);
    }

    private static BigDecimal percent(BigDecimal price, int percent) {
        return price.multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
    }
}
