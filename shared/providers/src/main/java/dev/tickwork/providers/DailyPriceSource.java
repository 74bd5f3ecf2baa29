package dev.tickwork.providers;

import io.vertx.core.Future;

/** Somebody who knows the prices of past days. Safe to share; a call that failed may be repeated. */
public interface DailyPriceSource {
    /** The provider's stable name, such as {@code twelvedata}; stored prices carry it as their source. */
    String name();

    /**
     * Whether it restates the days before a split, so that a series has no jump there. Then a stored series has to be
     * fetched anew after each split.
     */
    boolean isSplitAdjusted();

    /** The largest question. */
    CallLimits limits();

    /** What the plan leaves for calls that can wait; each symbol of a question costs one credit. */
    PlanLimits plan();

    /**
     * The days of each symbol, today's unfinished one among them. One bad symbol never hurts the others: each that was
     * asked for is found either among the series, which may be empty, or, with its reason, among the failed.
     *
     * @param question within {@link #limits()}
     * @return fails with a {@link dev.tickwork.domain.Fault} as {@link QuoteSource#latest} does
     */
    Future<DailyPriceAnswer> daily(DailyPriceQuestion question);
}
