package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.messages.candles.CandlesFetched;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gap for which everything was asked.
 *
 * @param gap as it was then
 * @param children the runs that asked, oldest candles first; at least one
 */
record Finished(TakenGap gap, List<Child> children) {
    Finished {
        children = children.stream()
                .sorted(Comparator.comparing(child -> child.asked().from()))
                .toList();
    }

    /** Why nothing is known although it was asked; empty when all answered. */
    Optional<String> failure() {
        return children.stream().map(Child::error).filter(Objects::nonNull).findFirst();
    }

    /** All that was asked for because of it. */
    Span asked() {
        List<CandlesFetched.Part> told = told();
        return told.isEmpty()
                ? gap.span()
                : new Span(told.get(0).from(), told.get(told.size() - 1).until());
    }

    /**
     * Why a part that is still missing cannot be taken for empty; null when the exchange has the candles around it, none
     * of it, and all that it has is here.
     *
     * @param explained how many candles of what was asked for are here, or in quarantine
     */
    @Nullable
    String whyNotEmpty(Part part, int explained) {
        if (failure().isPresent()) {
            return failure().get();
        }
        if (gap.builtFrom() != null) {
            return "its " + gap.builtFrom().label() + " candles were asked for and do not make it complete";
        }
        long told = told().stream().mapToInt(CandlesFetched.Part::candles).sum();
        // No more of them can open beside the part than candles open there, whatever is here by now.
        long beside = gap.series().timeframe().count(asked()) - part.missing();
        long here = Math.min(explained, beside);
        if (told > here) {
            return "the exchange has " + (told - here) + " candles that were not stored";
        }
        return isSurrounded(part.span()) ? null : "the exchange has none of the candles around it either";
    }

    /** Whether the candles on both sides of a part that is still missing came, so that there was something to come. */
    private boolean isSurrounded(Span part) {
        List<CandlesFetched.Part> told = told();
        if (told.isEmpty()) {
            return false;
        }
        boolean before = part.from().isAfter(gap.span().from()) || told.get(0).before();
        boolean after = part.until().isBefore(gap.span().until())
                || told.get(told.size() - 1).after();
        return before && after;
    }

    /** The runs that asked for something of a part. */
    List<Child> about(Span part) {
        return children.stream()
                .filter(child -> child.asked().from().isBefore(part.until())
                        && part.from().isBefore(child.asked().until()))
                .toList();
    }

    private List<CandlesFetched.Part> told() {
        return children.stream()
                .filter(child -> child.answer() != null)
                .flatMap(child -> child.toldOf(gap.span()).stream())
                .toList();
    }
}
