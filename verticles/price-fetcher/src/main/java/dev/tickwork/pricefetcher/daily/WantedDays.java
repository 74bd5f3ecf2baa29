package dev.tickwork.pricefetcher.daily;

import java.time.LocalDate;

/**
 * The days that are wanted of one symbol.
 *
 * @param isWhole whether that is everything from its first day on
 */
record WantedDays(String symbol, LocalDate from, LocalDate to, boolean isWhole) {}
