package dev.tickwork.redis;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What became of an {@link Expense}. */
public sealed interface Spending {
    /**
     * The credits are spent, in every window.
     *
     * @param left what is left in each window, in the order of the expense
     */
    record Granted(List<Long> left) implements Spending {
        public Granted {
            left = List.copyOf(left);
        }

        @Override
        public <T> T match(Function<Granted, T> granted, Function<Exhausted, T> exhausted) {
            return granted.apply(this);
        }
    }

    /**
     * Nothing was spent: a window has too little left.
     *
     * @param until when all windows that have too little are over
     */
    record Exhausted(Instant until) implements Spending {
        @Override
        public <T> T match(Function<Granted, T> granted, Function<Exhausted, T> exhausted) {
            return exhausted.apply(this);
        }
    }

    <T> T match(Function<Granted, T> granted, Function<Exhausted, T> exhausted);
}
