package dev.tickwork.providers;

import io.vertx.core.Future;
import java.util.SortedSet;

/** Somebody who knows current prices. Safe to share; a call that failed may be repeated. */
public interface QuoteSource {
    /** The provider's stable name, such as {@code twelvedata}; quotes carry it as their source. */
    String name();

    /**
     * What asking for that many symbols at once costs.
     *
     * @param symbols how many are asked for; 0 costs nothing
     * @return credits of the provider's plan
     */
    int credits(int symbols);

    /** What the plan allows for quotes, whatever else is asked; whoever asks regularly spreads its calls over it. */
    PlanLimits plan();

    /**
     * The newest price of each symbol. One bad symbol never hurts the others: each that was asked for is found either
     * among the quotes or, with its reason, among the failed.
     *
     * @param symbols ours, such as {@code XAUUSD}; empty answers empty without a call
     * @return fails with a {@link dev.tickwork.domain.Fault}: {@code Transient} for an outage, {@code Permanent} when
     *     asking again cannot help (wrong key, plan too small, an answer in another format), {@code Disabled} when
     *     calls to the outside are switched off. A spent budget or a request to wait is an answer, not a failure, unless
     *     the provider has said it to the same request more than {@code max_retries} times in a row: {@code Transient}
     */
    Future<QuoteAnswer> latest(SortedSet<String> symbols);
}
