package dev.tickwork.upstream;

import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The way to the mail server. Every failure is an {@link UpstreamFailure}. Safe for any thread and any verticle; results
 * arrive on the caller's own context.
 */
public final class MailDoor {
    private final HomeContext home;
    private final MailLane lane;
    private final Admission admission = new Admission(this::admit);

    MailDoor(HomeContext home, MailLane lane) {
        this.home = home;
        this.lane = lane;
    }

    /**
     * Gives a mail to the server, once: allow-list, kill switch, breaker, turn and the wire. Completes when the server
     * has taken it; whether it arrives is then up to others. Fails with {@link UpstreamFailure.Refused} when it will not
     * take it, with {@link UpstreamFailure.RateLimited} when it says later, and with {@link UpstreamFailure.Unavailable},
     * which says whether it may have been taken nevertheless.
     */
    public Future<Void> send(Mail mail) {
        return home.run(() -> attempt(mail)).recover(this::note);
    }

    /** Why a mail would not go out right now, without trying; empty when it would. */
    public Optional<UpstreamFailure> refusal() {
        try {
            admit();
        } catch (UpstreamFailure refusal) {
            return Optional.of(refusal);
        }
        if (lane.breaker().state() == CircuitBreakerState.OPEN) {
            return Optional.of(lane.breaker().refusal());
        }
        return Optional.empty();
    }

    /** How it stands, as this node sees it. */
    public UpstreamStatus status() {
        History history = lane.history();
        return new UpstreamStatus(
                MailLane.NAME,
                lane.breaker().state().name().toLowerCase(Locale.ROOT),
                history.lastSuccess(),
                history.lastFailure(),
                history.lastError(),
                refusal().map(Throwable::getMessage).orElse(null),
                List.of());
    }

    private Future<Void> attempt(Mail mail) {
        return admission
                .before(lane.breaker()::check)
                .compose(closed -> lane.pace().await(mail.deadline(), lane.meters()::waited))
                .compose(turn -> admission.before(() -> lane.breaker().execute(() -> hand(mail))));
    }

    private void admit() {
        HostPort server = lane.policy().server();
        lane.gate().admit(MailLane.NAME, server);
        if (lane.policy().tls() == MailTls.NONE && !lane.gate().isOurOwn(server)) {
            throw new UpstreamFailure.NotAllowed(MailLane.NAME, "mail leaves this house only encrypted");
        }
    }

    private Future<Void> hand(Mail mail) {
        Instant start = lane.clock().instant();
        return new MailExchange(lane, mail).run(limit(mail, start)).andThen(done -> note(done, start));
    }

    private Duration limit(Mail mail, Instant start) {
        Duration total = lane.policy().timeouts().total();
        Duration left = Duration.between(start, mail.deadline());
        return total.compareTo(left) < 0 ? total : left;
    }

    private void note(AsyncResult<Void> done, Instant start) {
        Instant now = lane.clock().instant();
        lane.meters().attempted(done.succeeded() ? "2xx" : Attempts.code(done.cause()), Duration.between(start, now));
        if (done.succeeded()) {
            lane.history().answered(now);
        } else {
            lane.history().failed(now, done.cause());
        }
    }

    private Future<Void> note(Throwable failure) {
        lane.meters().failed(Attempts.code(failure));
        return Future.failedFuture(failure);
    }
}
