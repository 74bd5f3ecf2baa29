package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.jobs.ledger.AuditEntry;
import dev.tickwork.jobs.ledger.AuditListStore;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers who did what, and why. */
final class AuditOperations {
    /** Parameters of {@code audit.list}. */
    record Question(
            @Nullable String target,
            @Nullable String subject,
            @Nullable String action,
            int limit,
            @Nullable String cursor) {}

    /** Answer of {@code audit.list}: newest first. */
    record Page(List<Shown> items, @Nullable String nextCursor) {}

    /** An entry as callers see it. */
    record Shown(
            String id,
            Instant at,
            String subject,
            String role,
            String action,
            String target,
            @Nullable String reason,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {
        static Shown of(AuditEntry entry) {
            return new Shown(
                    String.valueOf(entry.id()),
                    entry.at(),
                    entry.subject(),
                    entry.role(),
                    entry.action(),
                    entry.target(),
                    entry.reason(),
                    tree(entry.before()),
                    tree(entry.after()));
        }

        private static @Nullable JsonNode tree(@Nullable String json) {
            return json == null ? null : Wire.tree(json);
        }
    }

    private final Database database;
    private final AuditListStore store = new AuditListStore();

    AuditOperations(Database database) {
        this.database = database;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of("audit.list", this::list);
    }

    private Future<OperationReply> list(OperationRequest request) {
        Question question = request.parametersAs(Question.class);
        var filter = new AuditListStore.Filter(question.target(), question.subject(), question.action());
        Long cursor = Cursors.number(question.cursor());
        return database.read(tx -> store.page(tx, filter, cursor, question.limit()))
                .map(AuditOperations::reply);
    }

    private static OperationReply reply(AuditListStore.Page page) {
        Long next = page.nextCursor();
        return OperationReply.ok(
                new Page(page.items().stream().map(Shown::of).toList(), next == null ? null : String.valueOf(next)));
    }
}
