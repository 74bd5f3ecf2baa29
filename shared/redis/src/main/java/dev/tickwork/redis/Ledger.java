package dev.tickwork.redis;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The state of an expense's windows after the decision on it.
 *
 * @param granted whether the expense was entered; if not the tallies are as before
 * @param tallies one per window, in the order of the expense
 */
record Ledger(boolean granted, List<Tally> tallies) {
    static Ledger of(Expense expense, List<Tally> known) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).free(expense.windows().get(i), expense.privileged()) < expense.cost()) {
                return new Ledger(false, known);
            }
        }
        return new Ledger(
                true,
                known.stream()
                        .map(tally -> tally.spend(expense.cost(), expense.privileged()))
                        .toList());
    }

    Spending spending(Expense expense) {
        return granted ? new Spending.Granted(left(expense.windows())) : new Spending.Exhausted(until(expense));
    }

    List<Long> left(List<BudgetWindow> windows) {
        return IntStream.range(0, windows.size())
                .mapToObj(i -> tallies.get(i).left(windows.get(i).limit()))
                .toList();
    }

    private Instant until(Expense expense) {
        return IntStream.range(0, tallies.size())
                .filter(i -> tallies.get(i).free(expense.windows().get(i), expense.privileged()) < expense.cost())
                .mapToObj(i -> expense.windows().get(i).endsAt())
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("refused although every window has room"));
    }
}
