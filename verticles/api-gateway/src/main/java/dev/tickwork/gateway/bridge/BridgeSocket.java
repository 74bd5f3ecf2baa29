package dev.tickwork.gateway.bridge;

import dev.tickwork.gateway.auth.CallerAddress;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser and who it is. Nothing is sent before its first frame with a valid token; a later frame of the same subject
 * renews it. Used from the bridge's context only.
 */
final class BridgeSocket {
    private static final long FAREWELL_SECONDS = 1;
    private static final Logger log = LoggerFactory.getLogger(BridgeSocket.class);

    private final SockJSSocket connection;
    private final BridgeLimits limits;
    private final BridgeParts parts;
    private final BridgeMeters meters;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Requests requests;
    private final Allowance allowance;
    private final Vitals vitals;
    private final Patience tokenWait;
    private final Proof proof;
    private boolean hasEnded;

    BridgeSocket(SockJSSocket connection, BridgeLimits limits, BridgeParts parts, Audiences audiences) {
        this.connection = connection;
        this.limits = limits;
        this.parts = parts;
        this.meters = audiences.meters();
        this.outbox = new Outbox(connection, limits, meters);
        this.subscriptions = new Subscriptions(audiences, outbox, limits);
        this.requests = new Requests(parts.operations(), limits);
        this.allowance = new Allowance(limits);
        this.vitals = new Vitals(limits, outbox);
        this.tokenWait = new Patience(limits.tokenWait());
        this.proof = new Proof(parts.authenticator(), parts.time(), CallerAddress.of(connection.routingContext()));
    }

    /** A frame came. */
    void received(Buffer data) {
        vitals.talked();
        if (hasEnded) {
            return;
        }
        if (data.length() > limits.frameBytes() || !allowance.take()) {
            end(Ending.TOO_MUCH);
            return;
        }
        try {
            heard(BrowserFrame.read(data.toString()));
        } catch (ApiProblem malformed) {
            refuse(null, malformed);
        }
    }

    /** The connection broke. */
    void failed(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("browser connection failed");
    }

    boolean holds(String credentialId) {
        Identity known = proof.identity();
        return known != null && known.credentialId().equals(credentialId);
    }

    /** A beat has passed: whoever shows no token, whose token has ended, or who is gone, is closed. */
    void beat(Instant now) {
        allowance.beat();
        Identity known = proof.identity();
        if (known == null && tokenWait.isOver()) {
            end(Ending.NO_TOKEN);
        } else if (known != null && known.isExpired(now)) {
            end(Ending.TOKEN_ENDED);
        } else if (vitals.isGone()) {
            end(Ending.GONE);
            // It may take no goodbye either. What it still says is not read any more,
            // so the server's idle timeout cuts it.
            connection.pause();
        } else if (proof.isOld(now)) {
            proveAgain();
        }
    }

    /** The word of a revocation may have been lost, or the database been away for too long to believe a key. */
    private void proveAgain() {
        proof.checkAgain().onFailure(failure -> end(Ending.ofProven(asProblem(failure))));
    }

    /** Says why, when that may be said, and closes. Safe to repeat. */
    void end(Ending ending) {
        if (hasEnded) {
            return;
        }
        hasEnded = true;
        subscriptions.removeAll();
        // A SockJS session drops on close what it has not yet handed to the network.
        farewell(ending).onComplete(said -> connection.close(ending.code(), ending.reason()));
    }

    private Future<Void> farewell(Ending ending) {
        return proof.identity() == null
                ? Future.succeededFuture()
                : outbox.now(BridgeFrames.error(null, ending.problem())).timeout(FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    boolean hasEnded() {
        return hasEnded;
    }

    /** The connection is closed. */
    void closed() {
        hasEnded = true;
        subscriptions.removeAll();
    }

    private void heard(BrowserFrame frame) {
        if (frame.type() == BrowserFrame.Type.PING) {
            return;
        }
        Identity known = proof.identity();
        if (known != null && proof.covers(frame.authorization())) {
            actAs(known, frame);
            return;
        }
        // Frames that follow wait for the answer: they may rely on this token.
        connection.pause();
        proof.check(frame.authorization())
                .onSuccess(shown -> admit(frame, shown))
                .onFailure(failure -> refuse(frame, asProblem(failure)))
                .onComplete(checked -> connection.resume());
    }

    private void admit(BrowserFrame frame, Identity shown) {
        Identity known = proof.identity();
        if (known != null && !known.subject().equals(shown.subject())) {
            refuse(frame, ApiProblem.of(403, "other_subject", "this connection belongs to another subject"));
            return;
        }
        proof.accept(shown, frame.authorization());
        subscriptions.keepPermitted(shown);
        act(frame, shown);
    }

    private void actAs(Identity known, BrowserFrame frame) {
        if (known.isExpired(parts.time().now())) {
            end(Ending.TOKEN_ENDED);
            return;
        }
        act(frame, known);
    }

    private void act(BrowserFrame frame, Identity who) {
        if (hasEnded) {
            return;
        }
        try {
            actWithin(frame, who);
        } catch (ApiProblem notPermitted) {
            refuse(frame, notPermitted);
        }
    }

    private void actWithin(BrowserFrame frame, Identity who) {
        switch (frame.type()) {
            case REGISTER -> subscriptions.add(frame.address(), who);
            case UNREGISTER -> subscriptions.remove(frame.address());
            case SEND -> requests.ask(frame, who, asked -> reply(frame, asked)).onFailure(this::failed);
            default -> throw ApiProblem.of(403, "access_denied", "browsers send, they do not publish");
        }
    }

    private Future<Void> reply(BrowserFrame frame, Future<OperationReply> asked) {
        return asked.map(reply -> BridgeFrames.reply(frame.answerAddress(), reply))
                .otherwise(failure -> BridgeFrames.error(frame.answerAddress(), asProblem(failure)))
                .compose(answer ->
                        frame.replyAddress() == null || hasEnded ? Future.succeededFuture() : outbox.now(answer));
    }

    /** Says no; to a browser that has shown no valid token, by closing. */
    private void refuse(@Nullable BrowserFrame frame, ApiProblem problem) {
        meters.refused();
        if (proof.identity() == null) {
            end(Ending.ofUnproven(problem));
        } else if (!hasEnded) {
            send(BridgeFrames.error(frame == null ? null : frame.answerAddress(), problem));
        }
    }

    private void send(String frame) {
        outbox.now(frame).onFailure(this::failed);
    }

    private static ApiProblem asProblem(Throwable failure) {
        if (failure instanceof ApiProblem problem) {
            return problem;
        }
        log.atError().setCause(failure).log("browser frame could not be answered");
        return ApiProblem.of(500, "internal", "something went wrong inside; the gateway's log has it");
    }
}
