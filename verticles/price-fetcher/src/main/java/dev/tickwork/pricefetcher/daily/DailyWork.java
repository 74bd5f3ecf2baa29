package dev.tickwork.pricefetcher.daily;

import dev.tickwork.providers.DailyPriceQuestion;
import java.time.LocalDate;
import java.util.SortedSet;

/**
 * One call to make.
 *
 * @param question symbols and days
 * @param isWhole whether it covers everything that is stored of them
 */
record DailyWork(DailyPriceQuestion question, boolean isWhole) {
    SortedSet<String> symbols() {
        return question.symbols();
    }

    LocalDate from() {
        return question.from();
    }
}
