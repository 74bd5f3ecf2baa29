package dev.tickwork.gaprepair.coverage;

import java.time.LocalDate;

/**
 * How complete a day of a series is. {@code expected} is the sum of the others.
 *
 * @param symbol ours
 * @param day of UTC; a candle belongs to the day on which it opens
 * @param expected candles that there should be
 * @param present those that are there
 * @param provenEmpty those in which nothing was traded
 * @param exchangeDown those during which the exchange was down
 * @param quarantined those that the exchange has and that are doubted
 * @param missing those that are still to be explained
 * @param notLoaded those that a backfill has still to bring
 */
public record CoveredDay(
        String symbol,
        LocalDate day,
        long expected,
        long present,
        long provenEmpty,
        long exchangeDown,
        long quarantined,
        long missing,
        long notLoaded) {

    /** What was counted at somewhat different moments, made to add up. */
    static CoveredDay of(String symbol, LocalDate day, Counted counted) {
        long left = counted.expected();
        long present = Math.min(counted.present(), left);
        left -= present;
        long empty = Math.min(counted.provenEmpty(), left);
        left -= empty;
        long down = Math.min(counted.exchangeDown(), left);
        left -= down;
        long doubted = Math.min(counted.quarantined(), left);
        left -= doubted;
        long notLoaded = Math.min(counted.notLoaded(), Math.max(0, left - counted.open()));
        return new CoveredDay(
                symbol, day, counted.expected(), present, empty, down, doubted, left - notLoaded, notLoaded);
    }

    /** What was counted of a day; {@code open} are those of open gaps that are loaded. */
    record Counted(
            long expected,
            long present,
            long provenEmpty,
            long exchangeDown,
            long quarantined,
            long open,
            long notLoaded) {}
}
