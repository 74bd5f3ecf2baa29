package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.providers.CallLimits;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.DailyPriceSource;
import dev.tickwork.providers.DailySeries;
import dev.tickwork.providers.PlanLimits;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A provider that knows what the test put there, and says first what the test wrote down. */
final class ScriptedDays implements DailyPriceSource {
    private final Map<String, SortedMap<LocalDate, DailyBar>> known = new HashMap<>();
    private final Deque<Future<DailyPriceAnswer>> first = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private PlanLimits plan = PlanLimits.NONE;

    void knows(String symbol, DailyBar... bars) {
        for (DailyBar bar : bars) {
            known.computeIfAbsent(symbol, unknown -> new TreeMap<>()).put(bar.date(), bar);
        }
    }

    /** Restates every day before {@code split}, as after a split of {@code factor} for one. */
    void splits(String symbol, LocalDate split, int factor) {
        known.get(symbol)
                .headMap(split)
                .replaceAll((date, bar) ->
                        Bars.bar(date, bar.close().divide(BigDecimal.valueOf(factor), 5, RoundingMode.HALF_EVEN)));
    }

    void forgets(String symbol, LocalDate before) {
        known.get(symbol).headMap(before).clear();
    }

    void willFirstSay(Future<DailyPriceAnswer> answer) {
        first.add(answer);
    }

    void leaves(PlanLimits limits) {
        plan = limits;
    }

    /** Symbols and first day of each call. */
    List<String> asked() {
        return asked;
    }

    @Override
    public String name() {
        return "twelvedata";
    }

    @Override
    public boolean isSplitAdjusted() {
        return true;
    }

    @Override
    public CallLimits limits() {
        return new CallLimits(120, 5_000, 10_000);
    }

    @Override
    public PlanLimits plan() {
        return plan;
    }

    @Override
    public Future<DailyPriceAnswer> daily(DailyPriceQuestion question) {
        asked.add(question.symbols() + " from " + question.from());
        return first.isEmpty() ? Future.succeededFuture(answer(question)) : first.remove();
    }

    private DailyPriceAnswer answer(DailyPriceQuestion question) {
        List<DailySeries> found = new ArrayList<>();
        SortedMap<String, String> failed = new TreeMap<>();
        for (String symbol : question.symbols()) {
            if (!known.containsKey(symbol)) {
                failed.put(symbol, "unknown here");
                continue;
            }
            List<DailyBar> bars = known.get(symbol).values().stream()
                    .filter(bar -> question.covers(bar.date()))
                    .toList();
            found.add(new DailySeries(symbol, bars, List.of(), Bars.RECEIVED));
        }
        return new DailyPriceAnswer.Found(found, failed);
    }
}
