package dev.tickwork.upstream;

import dev.tickwork.redis.BudgetWindow;
import dev.tickwork.redis.Expense;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.Spending;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The credits of one provider, which all nodes spend together. Without a plan everything is free. */
final class Purse {
    private final String provider;
    private final @Nullable CreditPlan plan;
    private final SharedBudget budget;
    private final Clock clock;
    private volatile List<CreditsLeft> left = List.of();

    Purse(String provider, @Nullable CreditPlan plan, SharedBudget budget, Clock clock) {
        this.provider = provider;
        this.plan = plan;
        this.budget = budget;
        this.clock = clock;
    }

    /** Takes the credits of a request; fails with {@link UpstreamFailure.BudgetExhausted} when there are too few. */
    Future<Void> pay(UpstreamRequest request) {
        Instant now = clock.instant();
        List<BudgetWindow> windows = windows(now);
        if (request.credits() == 0 || windows.isEmpty()) {
            return Future.succeededFuture();
        }
        var expense = new Expense(provider, windows, request.credits(), request.priority() == Priority.LIVE);
        return budget.spend(expense, now).compose(spending -> settle(windows, spending));
    }

    /** Takes over what the provider says is left of the current minute. */
    Future<Void> correctMinute(long leftAtVendor) {
        Instant now = clock.instant();
        if (plan == null || plan.perMinute() == 0) {
            return Future.succeededFuture();
        }
        return budget.correct(provider, windows(now).get(0), leftAtVendor, now).compose(done -> refresh());
    }

    /** Asks what is left, for all nodes. */
    Future<Void> refresh() {
        Instant now = clock.instant();
        List<BudgetWindow> windows = windows(now);
        if (windows.isEmpty()) {
            return Future.succeededFuture();
        }
        return budget.left(provider, windows, now).map(credits -> {
            left = zip(windows, credits);
            return null;
        });
    }

    /** What is left as far as this node has heard; a window that is over counts as full. */
    List<CreditsLeft> left() {
        Instant now = clock.instant();
        return left.stream().map(credits -> credits.at(now)).toList();
    }

    private Future<Void> settle(List<BudgetWindow> windows, Spending spending) {
        return spending.match(
                granted -> {
                    left = zip(windows, granted.left());
                    return Future.succeededFuture();
                },
                exhausted -> Future.failedFuture(new UpstreamFailure.BudgetExhausted(provider, exhausted.until())));
    }

    private List<BudgetWindow> windows(Instant now) {
        return plan == null ? List.of() : plan.windows(now);
    }

    private static List<CreditsLeft> zip(List<BudgetWindow> windows, List<Long> credits) {
        List<CreditsLeft> left = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            BudgetWindow window = windows.get(i);
            left.add(new CreditsLeft(window.span(), credits.get(i), window.limit(), window.endsAt()));
        }
        return left;
    }
}
