package dev.tickwork.candleingest.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.VertxBus;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.replies.IdempotentReplies;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A node with candles that an administrator asks over its bus; a test says what answers there. */
final class AskedNode {
    private final Vertx vertx = Vertx.vertx();
    final Bus bus = new VertxBus(vertx.eventBus());
    final Candles candles;
    final CandleAnswers answers;
    final IdempotentReplies replies;

    AskedNode(Database database) {
        this.candles = Candles.in(database);
        this.answers = new CandleAnswers(database, candles.book, candles.time, "bitfinex", true);
        this.replies = new IdempotentReplies(database, candles.time);
    }

    Future<OperationReply> ask(String operation, ObjectNode parameters, @Nullable JsonNode body) {
        var request = new OperationRequest(new Caller("ann", Role.ADMIN), parameters, body, null, null);
        return bus.ask(Operations.call(operation), request);
    }

    void close() {
        Await.done(vertx.close());
    }
}
