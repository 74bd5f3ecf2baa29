package dev.tickwork.upstream;

import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one provider. Every failed answer is an {@link UpstreamFailure}; a 4xx other than 429 is an answer. Safe
 * for any thread and any verticle; results arrive on the caller's own context.
 */
public final class UpstreamClient {
    private static final Logger log = LoggerFactory.getLogger(UpstreamClient.class);

    private final HomeContext home;
    private final ProviderLane lane;
    private final SocketWire sockets;

    UpstreamClient(HomeContext home, ProviderLane lane, SocketWire sockets) {
        this.home = home;
        this.lane = lane;
        this.sockets = sockets;
    }

    /**
     * Calls the provider. For each attempt, in this order: allow-list, kill switch, breaker, turn, credits and the wire.
     * A GET is repeated after an outage for as long as its deadline allows.
     */
    public Future<UpstreamAnswer> send(UpstreamRequest request) {
        return home.run(() -> new Attempts(lane, request).run()).recover(this::note);
    }

    /**
     * Opens a websocket, once: allow-list, kill switch, breaker, turn and the wire, in this order. Give sockets a provider of
     * their own: their pace is that of new connections, and their outages should not stop the calls that take their place.
     *
     * @param request a GET; outside of our own network only to an https address
     * @return nothing is read before somebody listens; then on the caller's own context
     */
    public Future<UpstreamSocket> connect(UpstreamRequest request) {
        HomeContext caller = home.ofCaller();
        return home.run(() -> new SocketOpening(lane, sockets, request, caller).run())
                .recover(this::note);
    }

    /** Ends all sockets. */
    Future<Void> closeSockets() {
        return sockets.close();
    }

    /**
     * Lets nobody on any node call before a moment: for providers that say so inside an answer, not by status 429. Safe
     * to repeat.
     */
    public Future<Void> holdUntil(Instant until) {
        if (lane.pace()
                .held()
                .map(UpstreamFailure.RateLimited::until)
                .filter(known -> !known.isBefore(until))
                .isEmpty()) {
            log.atWarn()
                    .addKeyValue("upstream", lane.provider())
                    .addKeyValue("until", until)
                    .addKeyValue(
                            "ms",
                            Duration.between(lane.clock().instant(), until).toMillis())
                    .log("provider says we are too fast");
        }
        return lane.pace().holdUntil(until);
    }

    /** Takes over what the provider says is left of the current minute's credits. Safe to repeat. */
    public Future<Void> creditsLeft(long leftOfTheMinute) {
        return lane.purse().correctMinute(leftOfTheMinute);
    }

    /** Why a call would not go out right now, without trying; empty when it would. */
    public Optional<UpstreamFailure> refusal() {
        try {
            lane.gate().admit(lane.provider(), lane.policy().baseUrl());
        } catch (UpstreamFailure refusal) {
            return Optional.of(refusal);
        }
        if (lane.breaker().state() == CircuitBreakerState.OPEN) {
            return Optional.of(lane.breaker().refusal());
        }
        return lane.pace().held().map(UpstreamFailure.class::cast);
    }

    /** The plan that was bought; empty when it is unlimited. */
    public Optional<CreditPlan> plan() {
        return Optional.ofNullable(lane.policy().credits());
    }

    /** How long lies between two calls of all nodes together, when they do not stop. */
    public Duration betweenCalls() {
        return lane.policy().rate().per().dividedBy(lane.policy().rate().permits());
    }

    /** How it stands, as this node sees it. */
    public UpstreamStatus status() {
        History history = lane.history();
        return new UpstreamStatus(
                lane.provider(),
                lane.breaker().state().name().toLowerCase(Locale.ROOT),
                history.lastSuccess(),
                history.lastFailure(),
                history.lastError(),
                refusal().map(Throwable::getMessage).orElse(null),
                lane.purse().left());
    }

    /** Asks Redis for the credits that are left, so that {@link #status()} knows what other nodes have spent. */
    public Future<Void> refreshCredits() {
        return lane.purse().refresh();
    }

    private <T> Future<T> note(Throwable failure) {
        if (failure instanceof UpstreamFailure.RateLimited limited
                && limited.answer().isEmpty()) {
            lane.meters().toldToComeLater();
        } else {
            lane.meters().failed(Attempts.code(failure));
        }
        return Future.failedFuture(failure);
    }
}
