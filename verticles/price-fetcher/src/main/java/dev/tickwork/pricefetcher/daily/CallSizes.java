package dev.tickwork.pricefetcher.daily;

import dev.tickwork.providers.CallLimits;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.PlanLimits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts what is wanted into as few calls as provider and plan allow. Symbols share a call when their days begin alike, so
 * that a new one does not make the others' answers long.
 *
 * @param limits what a call can ask for
 * @param plan what it may cost, one credit a symbol
 */
record CallSizes(CallLimits limits, PlanLimits plan) {
    /** The calls, short ones first, so that what is missing since yesterday is there soonest. */
    List<DailyWork> calls(List<WantedDays> wanted) {
        var byStart = wanted.stream().collect(Collectors.groupingBy(days -> new Start(days.from(), days.isWhole())));
        return byStart.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().from(), Comparator.reverseOrder()))
                .flatMap(entry -> split(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private record Start(LocalDate from, boolean isWhole) {}

    private List<DailyWork> split(Start start, List<WantedDays> wanted) {
        LocalDate to = wanted.stream()
                .map(WantedDays::to)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        SortedSet<String> symbols =
                wanted.stream().map(WantedDays::symbol).collect(Collectors.toCollection(TreeSet::new));
        long days = new DailyPriceQuestion(symbols, start.from(), to).days();
        List<DailyWork> calls = new ArrayList<>();
        List<String> left = List.copyOf(symbols);
        while (!left.isEmpty()) {
            int size = Math.min(left.size(), symbolsOfACall(days));
            var question = new DailyPriceQuestion(new TreeSet<>(left.subList(0, size)), start.from(), to);
            calls.add(new DailyWork(question, start.isWhole()));
            left = left.subList(size, left.size());
        }
        return calls;
    }

    private int symbolsOfACall(long days) {
        long paid = Math.min(
                plan.perMinute().orElse(Integer.MAX_VALUE), plan.perDay().orElse(Integer.MAX_VALUE));
        return (int) Math.max(1, Math.min(limits.symbolsOver(days), paid));
    }
}
