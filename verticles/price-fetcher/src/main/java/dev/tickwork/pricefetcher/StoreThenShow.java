package dev.tickwork.pricefetcher;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** First into the history, then onto the screens: what is shown has been stored. */
final class StoreThenShow implements PriceOutlet {
    private final QuoteLog history;
    private final LivePrices livePrices;
    private final LivePush push;
    private final Supplier<Duration> cadence;
    private final Consumer<Optional<String>> trouble;

    /**
     * @param cadence the time between fetches that holds now
     * @param trouble hears after each push why browsers do not see it; empty when they do
     */
    StoreThenShow(
            QuoteLog history,
            LivePrices livePrices,
            LivePush push,
            Supplier<Duration> cadence,
            Consumer<Optional<String>> trouble) {
        this.history = history;
        this.livePrices = livePrices;
        this.push = push;
        this.cadence = cadence;
        this.trouble = trouble;
    }

    @Override
    public Future<Written> publish(RunContext run, List<Quote> believed) {
        return history.add(run, believed).compose(written -> show(run, believed).map(written));
    }

    private Future<Void> show(RunContext run, List<Quote> believed) {
        Duration interval = cadence.get();
        return push.show(believed.stream()
                        .map(quote -> livePrices.of(quote, run.runId(), interval))
                        .toList())
                .map(this::report)
                .mapEmpty();
    }

    private Optional<String> report(Optional<String> why) {
        trouble.accept(why);
        return why;
    }
}
