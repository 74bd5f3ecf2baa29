package dev.tickwork.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: question, redirects, answer. Whatever goes wrong on the wire ends as an {@link UpstreamFailure}. A 429
 * and a 5xx are still answers here.
 */
final class Exchange {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Gate gate;
    private final HttpWire wire;
    private final Redactor redactor;
    private final Letter first;
    private @Nullable HttpClientRequest underWay;
    private boolean over;

    Exchange(Gate gate, HttpWire wire, Redactor redactor, Letter first) {
        this.gate = gate;
        this.wire = wire;
        this.redactor = redactor;
        this.first = first;
    }

    /**
     * Runs once.
     *
     * @param limit for the whole attempt, however slowly the bytes drip
     */
    Future<UpstreamAnswer> run(Duration limit) {
        return Future.succeededFuture()
                .compose(start -> hop(first, 0))
                .timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(explain(failure)));
    }

    private Future<UpstreamAnswer> hop(Letter letter, int redirects) {
        return gate.locate(letter.provider(), letter.target())
                .compose(address -> over ? Future.failedFuture(tooLate()) : wire.send(letter, address, this::began))
                .compose(answer ->
                        isRedirect(answer) ? follow(letter, answer, redirects + 1) : Future.succeededFuture(answer));
    }

    // Whoever was told that nothing was sent may send it again.
    private void began(HttpClientRequest request) {
        if (over) {
            request.reset();
            throw tooLate();
        }
        underWay = request;
    }

    private UpstreamFailure tooLate() {
        return new UpstreamFailure.Unavailable(first.provider(), first.shown() + " was not sent in time", false);
    }

    private boolean isRedirect(UpstreamAnswer answer) {
        return first.request().isRepeatable() && REDIRECTS.contains(answer.status());
    }

    private Future<UpstreamAnswer> follow(Letter letter, UpstreamAnswer answer, int redirects) {
        if (redirects > MOST_REDIRECTS) {
            throw bad("redirects more than " + MOST_REDIRECTS + " times");
        }
        Letter next = letter.to(destination(letter.target(), answer));
        // First of all, because a refusal names the host, and the key may hide in that.
        if (!next.isForProvider() && redactor.hasSecret(next.target().toString())) {
            throw new UpstreamFailure.NotAllowed(
                    first.provider(), "redirects to another host with our key in the address");
        }
        gate.admit(next.provider(), next.target());
        return hop(next, redirects);
    }

    private URI destination(URI from, UpstreamAnswer answer) {
        String location = answer.header("Location").orElseThrow(() -> bad("redirects without saying where to"));
        URI to = resolve(from, location);
        if ("https".equals(from.getScheme()) && "http".equals(to.getScheme())) {
            throw new UpstreamFailure.NotAllowed(first.provider(), "redirects from https to http");
        }
        return to;
    }

    private URI resolve(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw bad("redirects to something that is no address");
        }
    }

    private UpstreamFailure.BadAnswer bad(String message) {
        return new UpstreamFailure.BadAnswer(first.provider(), message);
    }

    private RuntimeException explain(Throwable failure) {
        if (failure instanceof UpstreamFailure known) {
            return known;
        }
        boolean mayHaveArrived = underWay != null;
        hangUp();
        if (failure instanceof BodyTooLarge) {
            return new UpstreamFailure.TooLarge(first.provider(), first.policy().maxAnswerBytes());
        }
        if (failure instanceof ZipException) {
            return bad("packed data cannot be unpacked");
        }
        return new UpstreamFailure.Unavailable(
                first.provider(), first.shown() + " " + Outage.inWords(failure, redactor), mayHaveArrived);
    }

    /** An answer that is overdue would otherwise go on dripping into a connection that nobody reads. */
    private void hangUp() {
        over = true;
        HttpClientRequest request = underWay;
        if (request != null) {
            request.reset();
        }
    }
}
