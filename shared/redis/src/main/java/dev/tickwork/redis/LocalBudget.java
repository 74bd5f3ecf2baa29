package dev.tickwork.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** This node's own book: decides while Redis is away, and remembers what it knows while Redis is there. */
final class LocalBudget {
    private record Entry(Tally tally, Instant endsAt) {}

    private final Map<String, Entry> book = new HashMap<>();

    synchronized List<Tally> known(String budget, List<BudgetWindow> windows) {
        return windows.stream().map(window -> tally(budget, window)).toList();
    }

    /** Spends in all windows or in none; says which windows have too little by their index in the answer. */
    synchronized Ledger spend(Expense expense, Instant now) {
        List<Tally> known = known(expense.budget(), expense.windows());
        Ledger ledger = Ledger.of(expense, known);
        if (ledger.granted()) {
            learn(expense.budget(), expense.windows(), ledger.tallies(), now);
        }
        return ledger;
    }

    synchronized void learn(String budget, List<BudgetWindow> windows, List<Tally> tallies, Instant now) {
        book.values().removeIf(entry -> entry.endsAt().isBefore(now));
        for (int i = 0; i < windows.size(); i++) {
            BudgetWindow window = windows.get(i);
            Tally tally = tallies.get(i).atLeast(tally(budget, window));
            book.put(RedisKeys.budget(budget, window), new Entry(tally, window.endsAt()));
        }
    }

    synchronized void correct(String budget, BudgetWindow window, long leftAtVendor, Instant now) {
        Tally corrected = tally(budget, window).corrected(window.limit(), leftAtVendor);
        learn(budget, List.of(window), List.of(corrected), now);
    }

    private Tally tally(String budget, BudgetWindow window) {
        Entry entry = book.get(RedisKeys.budget(budget, window));
        return entry == null ? Tally.NONE : entry.tally();
    }
}
