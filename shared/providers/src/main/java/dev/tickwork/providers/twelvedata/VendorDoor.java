package dev.tickwork.providers.twelvedata;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.UpstreamFaults;
import dev.tickwork.upstream.UpstreamAnswer;
import dev.tickwork.upstream.UpstreamClient;
import dev.tickwork.upstream.UpstreamFailure;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to Twelve Data, where its wishes to wait are heard and passed on to everybody who calls it. */
final class VendorDoor {
    private static final Logger log = LoggerFactory.getLogger(VendorDoor.class);

    private final UpstreamClient client;
    private final VendorJson words;
    private final Time time;

    VendorDoor(UpstreamClient client, VendorJson words, Time time) {
        this.client = client;
        this.words = words;
        this.time = time;
    }

    /** Asks, and notes what is left of the minute's credits: other programs may use the same key. */
    Future<UpstreamAnswer> send(UpstreamRequest request) {
        return client.send(request).map(this::noted);
    }

    /**
     * The wish to wait that a call failed with, in the vendor's words where they say more than the status.
     *
     * @return fails with a {@link Fault} when the failure is another one, or the last of so many wishes that waiting has
     *     not helped; that one is kept by whoever calls next
     */
    Future<Wait> wait(Throwable failure) {
        if (failure instanceof UpstreamFailure.RateLimited limited) {
            return heeded(limited)
                    .compose(wait -> limited.isLast()
                            ? Future.failedFuture(UpstreamFaults.of(limited))
                            : Future.succeededFuture(wait));
        }
        if (failure instanceof UpstreamFailure.BudgetExhausted exhausted) {
            return Future.succeededFuture(new Wait(exhausted.until(), text(exhausted)));
        }
        return Future.failedFuture(UpstreamFaults.of(failure));
    }

    private Future<Wait> heeded(UpstreamFailure.RateLimited limited) {
        return limited.answer()
                .flatMap(words::error)
                .map(error -> later(error, limited.until()))
                .map(wait -> hold(wait.until()).map(wait))
                .orElseGet(() -> Future.succeededFuture(new Wait(limited.until(), text(limited))));
    }

    /** Lets other nodes, and other data of this provider, wait as well. Never fails. */
    Future<Void> hold(Instant until) {
        return client.holdUntil(until).onFailure(VendorDoor::notNoted).transform(held -> Future.succeededFuture());
    }

    private UpstreamAnswer noted(UpstreamAnswer answer) {
        answer.header("api-credits-left").ifPresent(this::noteCredits);
        return answer;
    }

    private void noteCredits(String left) {
        if (left.matches("\\d{1,9}")) {
            client.creditsLeft(Long.parseLong(left)).onFailure(VendorDoor::notNoted);
        }
    }

    private Wait later(VendorError error, Instant until) {
        Instant renewed = error.renewedAfter(time.now());
        return new Wait(renewed.isAfter(until) ? renewed : until, words.text(error));
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static void notNoted(Throwable failure) {
        log.atWarn()
                .addKeyValue("upstream", TwelveDataQuotes.NAME)
                .setCause(failure)
                .log("limit was not shared with other nodes");
    }
}
