package dev.tickwork.runtime.jobs;

import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers what was fetched of candles, and how that went. */
final class IngestionOperations {
    /** Parameters of {@code jobs.ingestion}. */
    record Question(
            @Nullable String jobType, int limit, @Nullable String cursor) {}

    /** Answer of {@code jobs.ingestion}: newest first. */
    record Page(List<IngestionJob> items, @Nullable UUID nextCursor) {}

    private final Database database;
    private final IngestionJobStore store = new IngestionJobStore();

    IngestionOperations(Database database) {
        this.database = database;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of("jobs.ingestion", this::list);
    }

    private Future<OperationReply> list(OperationRequest request) {
        Question question = request.parametersAs(Question.class);
        UUID cursor = Cursors.run(question.cursor());
        return database.read(tx -> store.page(tx, question.jobType(), cursor, question.limit() + 1))
                .map(found -> OperationReply.ok(page(found, question.limit())));
    }

    // One more than asked for tells whether there is another page.
    private static Page page(List<IngestionJob> found, int limit) {
        return found.size() > limit
                ? new Page(found.subList(0, limit), found.get(limit - 1).id())
                : new Page(found, null);
    }
}
