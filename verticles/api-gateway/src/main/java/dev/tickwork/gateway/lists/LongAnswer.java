package dev.tickwork.gateway.lists;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.gateway.contract.CheckedRequest;
import dev.tickwork.gateway.contract.Pages;
import dev.tickwork.gateway.operations.Asked;
import dev.tickwork.messages.OperationReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list on its way to its caller. A page is asked for when the one before has left, so a slow caller costs one page of
 * memory, and one that goes away ends the asking.
 */
public final class LongAnswer {
    private static final Logger log = LoggerFactory.getLogger(LongAnswer.class);

    private final Function<Asked, Future<OperationReply>> room;
    private final Asked asked;
    private final Pages pages;
    private final HttpServerResponse response;
    private final ListForm form;
    private final Promise<Void> sent = Promise.promise();
    private long left;

    /**
     * @param room answers one page
     * @param asked for an operation that has pages
     */
    public LongAnswer(
            Function<Asked, Future<OperationReply>> room, Asked asked, ListWish wish, HttpServerResponse response) {
        this.room = room;
        this.asked = asked;
        this.pages = Objects.requireNonNull(asked.operation().pages());
        this.response = response;
        this.form = wish.form(pages);
        this.left = wish.most();
    }

    /** What is written at a time. @param next where to go on; null behind the last */
    private record Piece(String text, @Nullable String next) {}

    /**
     * Answers with the list; once.
     *
     * @return done when the caller has it all, or is gone. Fails when a page cannot be had: then nothing was sent yet, or the
     *     connection has to be closed, so that the caller sees no proper end
     */
    public Future<Void> send() {
        pull(asked.request().parameters().deepCopy());
        return sent.future();
    }

    /** Answers as {@link #send} does, but without the list; once. One item tells whether there is one. */
    public Future<Void> sendHead() {
        left = 1;
        room.apply(asked.with(page(asked.request().parameters().deepCopy())))
                .onSuccess(this::endAtHead)
                .onFailure(this::fail);
        return sent.future();
    }

    /** Each page is a chain of its own, for one chain of all would grow with the list. */
    private void pull(ObjectNode parameters) {
        room.apply(asked.with(page(parameters)))
                .map(this::piece)
                .onSuccess(this::write)
                .onFailure(this::fail);
    }

    private CheckedRequest page(ObjectNode parameters) {
        parameters.remove("all");
        parameters.put("limit", Math.min(left, pages.rows()));
        return new CheckedRequest(parameters, null);
    }

    private Piece piece(OperationReply reply) {
        Page page = Page.of(Objects.requireNonNull(reply.json()));
        String next = page.next();
        left -= page.size();
        String text = head(reply, page) + form.items(page);
        return next == null || left <= 0 ? new Piece(text + form.tail(page), null) : new Piece(text, next);
    }

    private String head(OperationReply reply, Page page) {
        if (response.headWritten()) {
            return "";
        }
        begin(reply);
        return form.head(page);
    }

    private void begin(OperationReply reply) {
        response.setStatusCode(reply.status()).putHeader(HttpHeaders.CONTENT_TYPE, form.type());
        reply.headers().forEach(response::putHeader);
    }

    private void endAtHead(OperationReply reply) {
        begin(reply);
        response.end().onComplete(ended -> finish());
    }

    private void write(Piece piece) {
        String next = piece.next();
        if (next == null) {
            response.end(piece.text()).onComplete(ended -> finish());
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true);
        }
        response.write(piece.text()).onSuccess(left -> pull(behind(next))).onFailure(gone -> finish());
    }

    private ObjectNode behind(String cursor) {
        return asked.request().parameters().deepCopy().put("cursor", cursor);
    }

    /** Whoever went away needs no answer. */
    private void finish() {
        log.atDebug().addKeyValue("operation", asked.operation().id()).log("list has ended");
        sent.tryComplete();
    }

    private void fail(Throwable failure) {
        if (response.headWritten()) {
            log.atWarn()
                    .setCause(failure)
                    .addKeyValue("operation", asked.operation().id())
                    .log("list breaks off");
        }
        sent.tryFail(failure);
    }
}
