package dev.tickwork.pricefetcher;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.QuoteAnswer;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Sorts an answer into what is believed and what is not. When this node has not fetched for a while it first reads what
 * others, or itself before a restart, stored, so that a price is measured by the newest one we have.
 */
final class QuoteJudge {
    private static final Duration OUT_OF_TOUCH = Duration.ofMinutes(1);

    /**
     * An answer after judgement.
     *
     * @param believed prices to store and show
     * @param failed the other symbols, each with the reason
     */
    record Judged(List<Quote> believed, SortedMap<String, String> failed) {}

    private final Plausibility plausibility;
    private final Supplier<Future<List<Quote>>> stored;
    private final Time time;
    private Instant inTouch = Instant.EPOCH;

    /** @param stored the newest stored price of each symbol; empty while they cannot be read */
    QuoteJudge(Plausibility plausibility, Supplier<Future<List<Quote>>> stored, Time time) {
        this.plausibility = plausibility;
        this.stored = stored;
        this.time = time;
    }

    /** Judges every quote of the answer. */
    Future<Judged> judge(QuoteAnswer.Quotes answer) {
        return catchUp().map(ready -> sorted(answer));
    }

    private Future<Void> catchUp() {
        Instant now = time.now();
        boolean isInTouch = now.isBefore(inTouch.plus(OUT_OF_TOUCH));
        inTouch = now;
        return isInTouch
                ? Future.succeededFuture()
                : stored.get().map(this::remember).mapEmpty();
    }

    private List<Quote> remember(List<Quote> quotes) {
        quotes.forEach(plausibility::remember);
        return quotes;
    }

    private Judged sorted(QuoteAnswer.Quotes answer) {
        List<Quote> believed = new ArrayList<>();
        SortedMap<String, String> failed = new TreeMap<>(answer.failed());
        for (Quote quote : answer.quotes()) {
            plausibility
                    .objection(quote)
                    .ifPresentOrElse(why -> failed.put(quote.symbol(), why), () -> believed.add(quote));
        }
        return new Judged(believed, failed);
    }
}
