package dev.tickwork.runtime.nodes;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.ledger.NodeWork;
import dev.tickwork.jobs.ledger.NodeWorkStore;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Answers {@code nodes.list}; any process can. */
public final class NodeOperations {
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final NodeDirectory directory;
    private final Database database;
    private final Time time;
    private final NodeWorkStore work = new NodeWorkStore();
    private Subscription subscription = Future::succeededFuture;

    /** @param time what the signs of life in the database are counted by */
    public NodeOperations(NodeDirectory directory, Database database, Time time) {
        this.directory = directory;
        this.database = database;
        this.time = time;
    }

    /** Answers from now on. */
    public Future<Void> start(Bus bus) {
        return bus.answer(Operations.call("nodes.list"), asked -> list())
                .onSuccess(started -> subscription = started)
                .mapEmpty();
    }

    /** Answers no more. */
    public Future<Void> stop() {
        return subscription.end();
    }

    private Future<OperationReply> list() {
        Instant now = time.now();
        Instant silentSince = now.minus(time.shownIn(EngineSettings.DEFAULT.lostAfter()));
        Future<List<NodeHealth>> present = directory.health();
        // Without the database the processes still know each other; only what they do is not known.
        Future<List<NodeWork>> remembered =
                database.read(tx -> work.seenSince(tx, now.minus(REMEMBERED))).otherwise(List.of());
        return Future.all(present, remembered)
                .map(known -> OperationReply.ok(NodeList.of(present.result(), remembered.result(), silentSince)));
    }
}
