package dev.tickwork.upstream;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.UpgradeRejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens one websocket, once: gate, breaker, turn, wire. Whoever wants it again asks again. */
final class SocketOpening {
    private final ProviderLane lane;
    private final SocketWire wire;
    private final Letter letter;
    private final HomeContext caller;
    private final HostPort place;
    private final Admission admission = new Admission(this::admit);
    private boolean over;

    /** @param caller where messages come */
    SocketOpening(ProviderLane lane, SocketWire wire, UpstreamRequest request, HomeContext caller) {
        this.lane = lane;
        this.wire = wire;
        this.letter = new Letter(lane.provider(), lane.policy(), request, Target.of(lane.policy(), request));
        this.caller = caller;
        this.place = Gate.place(lane.provider(), letter.target());
    }

    Future<UpstreamSocket> run() {
        return admission
                .before(lane.breaker()::check)
                .compose(closed -> lane.pace().await(letter.request().deadline(), lane.meters()::waited))
                .compose(turn -> admission.before(() -> lane.breaker().execute(this::open)));
    }

    private void admit() {
        lane.gate().admit(lane.provider(), place);
        if ("http".equals(letter.target().getScheme()) && !lane.gate().isOurOwn(place)) {
            throw new UpstreamFailure.NotAllowed(lane.provider(), "sockets leave this house only encrypted");
        }
    }

    private Future<UpstreamSocket> open() {
        Instant start = lane.clock().instant();
        return connect()
                .timeout(Math.max(1, limit(start).toMillis()), TimeUnit.MILLISECONDS)
                .recover(this::explain)
                .andThen(done -> note(done, start))
                .compose(socket -> lane.complaints().over(letter.request()).map(socket));
    }

    private Future<UpstreamSocket> connect() {
        return lane.gate()
                .locate(lane.provider(), place)
                .compose(address -> over
                        ? Future.failedFuture(new TimeoutException("too late to open"))
                        : wire.connect(lane, letter, caller))
                .compose(this::confirm);
    }

    private Future<UpstreamSocket> confirm(UpstreamSocket socket) {
        if (over) {
            return refuse(socket, new TimeoutException("opened too late"));
        }
        try {
            lane.gate().confirm(lane.provider(), place, socket.address());
            return Future.succeededFuture(socket);
        } catch (UpstreamFailure refusal) {
            return refuse(socket, refusal);
        }
    }

    private static Future<UpstreamSocket> refuse(UpstreamSocket socket, Exception reason) {
        return socket.close("refused").compose(closed -> Future.failedFuture(reason));
    }

    private Future<UpstreamSocket> explain(Throwable failure) {
        over = true;
        if (failure instanceof UpgradeRejectedException rejected) {
            return explain(rejected);
        }
        return Future.failedFuture(
                failure instanceof UpstreamFailure
                        ? failure
                        : new UpstreamFailure.Unavailable(
                                lane.provider(),
                                letter.shown() + " " + Outage.inWords(failure, lane.redactor()),
                                false));
    }

    private Future<UpstreamSocket> explain(UpgradeRejectedException rejected) {
        var answer = new UpstreamAnswer(
                rejected.getStatus(),
                rejected.getHeaders(),
                rejected.getBody(),
                lane.clock().instant());
        return new Verdict(lane, letter)
                .on(answer)
                .compose(said -> Future.failedFuture(new UpstreamFailure.BadAnswer(
                        lane.provider(), letter.shown() + " answered " + said.status() + " and opened no socket")));
    }

    private void note(AsyncResult<UpstreamSocket> done, Instant start) {
        Instant now = lane.clock().instant();
        lane.meters().attempted(done.succeeded() ? "1xx" : Attempts.code(done.cause()), Duration.between(start, now));
        if (done.succeeded()) {
            lane.history().answered(now);
        } else {
            lane.history().failed(now, done.cause());
        }
    }

    private Duration limit(Instant start) {
        Duration total = lane.policy().timeouts().total();
        Duration left = Duration.between(start, letter.request().deadline());
        return total.compareTo(left) < 0 ? total : left;
    }
}
