package dev.tickwork.redis;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * Credits that all nodes spend from together, in one or several windows at once. While Redis is away each node keeps
 * book for itself, starting from what it knows, and goes back by itself: no call fails because Redis is away.
 */
public final class SharedBudget {
    private final RedisBudget shared;
    private final LocalBudget local = new LocalBudget();

    public SharedBudget(RedisLink link) {
        this.shared = new RedisBudget(link);
    }

    /** Spends in all windows of the expense, or in none. */
    public Future<Spending> spend(Expense expense, Instant now) {
        List<Tally> known = local.known(expense.budget(), expense.windows());
        return shared.spend(expense, known, now)
                .map(ledger -> learnt(expense.budget(), expense.windows(), ledger, now))
                .recover(failure -> failure instanceof RedisDown
                        ? Future.succeededFuture(local.spend(expense, now))
                        : Future.failedFuture(failure))
                .map(ledger -> ledger.spending(expense));
    }

    /**
     * Takes over what the vendor says is left, when that is less than we thought: somebody else uses the same key. More
     * than we thought is not believed, because requests of ours may still be on their way.
     */
    public Future<Void> correct(String budget, BudgetWindow window, long leftAtVendor, Instant now) {
        return shared.correct(budget, window, leftAtVendor, now).recover(failure -> {
            if (!(failure instanceof RedisDown)) {
                return Future.failedFuture(failure);
            }
            // Only now: what other nodes spend looks like an outsider's to a node that cannot see them.
            local.correct(budget, window, leftAtVendor, now);
            return Future.succeededFuture();
        });
    }

    /** Credits left in each window, in their order; as far as this node knows while Redis is away. */
    public Future<List<Long>> left(String budget, List<BudgetWindow> windows, Instant now) {
        List<Tally> known = local.known(budget, windows);
        return shared.read(budget, windows, known, now)
                .map(ledger -> learnt(budget, windows, ledger, now))
                .recover(failure -> failure instanceof RedisDown
                        ? Future.succeededFuture(new Ledger(true, known))
                        : Future.failedFuture(failure))
                .map(ledger -> ledger.left(windows));
    }

    private Ledger learnt(String budget, List<BudgetWindow> windows, Ledger ledger, Instant now) {
        local.learn(budget, windows, ledger.tallies(), now);
        return ledger;
    }
}
