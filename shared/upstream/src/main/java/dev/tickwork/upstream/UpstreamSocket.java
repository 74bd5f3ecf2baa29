package dev.tickwork.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A websocket to a provider. Nothing is read before somebody listens; while it is paused, the other side is held back by
 * the wire. Use it on the context that opened it.
 */
public final class UpstreamSocket {
    private static final Logger log = LoggerFactory.getLogger(UpstreamSocket.class);

    private final String provider;
    private final WebSocket socket;
    private final Context context;
    private final Redactor redactor;
    private final UpstreamMeters meters;
    private @Nullable SocketListener listener;
    private @Nullable String ourReason;
    private @Nullable String trouble;
    private @Nullable SocketEnd end;

    /** @param meters count what it brings, and when it is gone, heard or not */
    UpstreamSocket(String provider, WebSocket socket, Context context, Redactor redactor, UpstreamMeters meters) {
        this.provider = provider;
        this.socket = socket;
        this.context = context;
        this.redactor = redactor;
        this.meters = meters;
        socket.pause();
        socket.textMessageHandler(this::take);
        socket.exceptionHandler(this::note);
        socket.closeHandler(closed -> over());
    }

    /** Where its messages come. */
    public Context context() {
        return context;
    }

    /** Lets messages come, from the first one on. To be called once. */
    public void listen(SocketListener hearing) {
        if (end != null) {
            hearing.onEnd(end);
            return;
        }
        listener = hearing;
        socket.resume();
    }

    /** Sends a text message; fails when the socket is gone. */
    public Future<Void> send(String text) {
        return socket.writeTextMessage(text);
    }

    /** Reads nothing more until {@link #resume}. */
    public void pause() {
        socket.pause();
    }

    public void resume() {
        socket.resume();
    }

    /**
     * Closes it; nothing is heard after this call but its end. Never fails, and is safe to repeat.
     *
     * @param reason what the listener hears
     */
    public Future<Void> close(String reason) {
        ourReason = ourReason == null ? reason : ourReason;
        // The other side's close waits behind what is unread.
        socket.resume();
        return socket.close().transform(closed -> Future.succeededFuture());
    }

    /** The address that was really reached, as digits. */
    String address() {
        return socket.remoteAddress().hostAddress();
    }

    private void take(String text) {
        SocketListener hearing = listener;
        if (hearing == null || ourReason != null) {
            return;
        }
        meters.socketBrought();
        try {
            hearing.onText(text);
        } catch (RuntimeException | Error e) {
            log.atError().addKeyValue("upstream", provider).setCause(e).log("message was not taken");
            close("a message was not taken").onFailure(this::note);
        }
    }

    /** The first trouble is the cause of the next. */
    private void note(Throwable failure) {
        String message = failure.getMessage();
        String words = redactor.redact(message == null ? failure.getClass().getSimpleName() : message);
        trouble = trouble == null ? words : trouble;
    }

    private void over() {
        end = new SocketEnd(ourReason != null, reason());
        meters.socketEnded();
        if (listener != null) {
            listener.onEnd(end);
        }
    }

    private String reason() {
        if (ourReason != null) {
            return ourReason;
        }
        String said = socket.closeReason();
        String code = "closed with " + socket.closeStatusCode();
        if (said != null && !said.isBlank()) {
            return code + ": " + redactor.redact(said);
        }
        return trouble == null ? code : code + ": " + trouble;
    }
}
