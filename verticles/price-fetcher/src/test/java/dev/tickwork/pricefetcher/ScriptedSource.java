package dev.tickwork.pricefetcher;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.providers.PlanLimits;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.providers.QuoteSource;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Answers what the test wrote down, in that order, and keeps what it was asked. */
final class ScriptedSource implements QuoteSource {
    private final Deque<Future<QuoteAnswer>> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    void willAnswer(Quote... quotes) {
        willAnswer(new TreeMap<>(), quotes);
    }

    void willAnswer(SortedMap<String, String> failed, Quote... quotes) {
        will(Future.succeededFuture(new QuoteAnswer.Quotes(List.of(quotes), failed)));
    }

    void will(Future<QuoteAnswer> answer) {
        answers.add(answer);
    }

    /** The symbols of each call. */
    List<String> asked() {
        return asked;
    }

    @Override
    public String name() {
        return "twelvedata";
    }

    @Override
    public int credits(int symbols) {
        return symbols;
    }

    @Override
    public PlanLimits plan() {
        return PlanLimits.NONE;
    }

    @Override
    public Future<QuoteAnswer> latest(SortedSet<String> symbols) {
        asked.add(symbols.toString());
        return answers.remove();
    }
}
