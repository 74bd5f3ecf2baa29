package dev.tickwork.providers;

import dev.tickwork.domain.quotes.Quote;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One answer made of several calls' answers. What one call brought is not lost because another one failed: its symbols
 * are listed with the reason. Only when no call brought anything, the whole is rate limited or failed.
 */
public final class PartialAnswers {
    private final List<Quote> quotes = new ArrayList<>();
    private final SortedMap<String, String> failed = new TreeMap<>();
    private boolean isAnswered;
    private QuoteAnswer.@Nullable RateLimited limited;
    private @Nullable Throwable failure;

    /** Adds what became of a call. */
    public void add(Collection<String> symbols, AsyncResult<QuoteAnswer> result) {
        if (result.failed()) {
            failure = failure == null ? result.cause() : failure;
            fail(symbols, String.valueOf(result.cause().getMessage()));
            return;
        }
        result.result()
                .match(this::answered, waiting -> limited(symbols, waiting))
                .run();
    }

    /** Adds symbols that no call was made for, which are part of an answer like any other. */
    public void fail(Collection<String> symbols, String reason) {
        symbols.forEach(symbol -> failed.put(symbol, reason));
    }

    /** Everything together. */
    public Future<QuoteAnswer> sum() {
        if (isAnswered || (failure == null && limited == null)) {
            quotes.sort(Comparator.comparing(Quote::symbol));
            return Future.succeededFuture(new QuoteAnswer.Quotes(quotes, failed));
        }
        return failure == null ? Future.succeededFuture(limited) : Future.failedFuture(failure);
    }

    private Runnable answered(QuoteAnswer.Quotes answer) {
        return () -> {
            isAnswered = true;
            quotes.addAll(answer.quotes());
            failed.putAll(answer.failed());
        };
    }

    private Runnable limited(Collection<String> symbols, QuoteAnswer.RateLimited answer) {
        return () -> {
            Instant before = limited == null ? Instant.MIN : limited.until();
            limited = answer.until().isAfter(before) ? answer : limited;
            fail(symbols, answer.reason());
        };
    }
}
