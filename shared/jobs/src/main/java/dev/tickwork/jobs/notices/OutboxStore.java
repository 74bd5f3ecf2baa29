package dev.tickwork.jobs.notices;

import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads and writes {@code notice_outbox}. */
final class OutboxStore {
    private static final String PUT = """
            INSERT INTO notice_outbox (incident, sequence, channel, kind, payload, state, created_at, due_at)
            SELECT $1, $2, channel, $3, $4::text::jsonb, 'due', $5, $5
              FROM unnest($6::text[]) AS channel
            ON CONFLICT DO NOTHING
            """;

    private static final String WITHDRAW = """
            DELETE FROM notice_outbox
             WHERE incident = $1
               AND kind = $2
               AND state IN ('due', 'held')
            """;

    private static final String LAST = """
            SELECT kind
              FROM notice_outbox
             WHERE incident = $1
             ORDER BY sequence DESC
             LIMIT 1
            """;

    // What is said later of an incident waits for what was said before.
    private static final String TAKE = """
            UPDATE notice_outbox o
               SET state = 'taken',
                   taken_at = $2,
                   attempts = o.attempts + 1
              FROM (SELECT w.incident, w.sequence, w.channel
                      FROM notice_outbox w
                     WHERE w.state IN ('due', 'held')
                       AND w.due_at <= $2
                       AND w.channel = ANY($1)
                       AND NOT EXISTS (
                           SELECT
                             FROM notice_outbox before
                            WHERE before.incident = w.incident
                              AND before.channel = w.channel
                              AND before.sequence < w.sequence
                              AND before.state IN ('due', 'held', 'taken'))
                     ORDER BY w.due_at, w.sequence
                     LIMIT 1
                       FOR UPDATE SKIP LOCKED) next
             WHERE o.incident = next.incident
               AND o.sequence = next.sequence
               AND o.channel = next.channel
            RETURNING o.incident, o.sequence, o.channel, coalesce(o.payload ->> 'job', '') AS job,
                      o.payload::text AS payload, o.attempts
            """;
    private static final String SETTLE = """
            UPDATE notice_outbox
               SET state = $4,
                   due_at = CASE WHEN $4 IN ('due', 'held') THEN $5 ELSE due_at END,
                   sent_at = CASE WHEN $4 = 'sent' THEN $5::timestamptz END,
                   attempts = $6,
                   error = $7
             WHERE incident = $1
               AND sequence = $2
               AND channel = $3
               AND state = 'taken'
            """;
    private static final String NEXT = """
            SELECT min(due_at) AS next
              FROM notice_outbox
             WHERE state IN ('due', 'held')
               AND due_at > $1
            """;
    private static final String GIVE_UP_TAKEN = """
            UPDATE notice_outbox
               SET state = 'unknown',
                   error = 'whoever took it never said how it ended'
             WHERE state = 'taken'
               AND taken_at < $1
            """;
    private static final String EXPIRE = """
            UPDATE notice_outbox
               SET state = 'expired'
             WHERE state IN ('due', 'held')
               AND created_at < $1
            """;

    /** Puts a notice in for each channel, to be sent from a moment on. Safe to repeat. @return rows that were new */
    Future<Integer> put(Tx tx, Notice notice, Set<NoticeChannel> channels, Instant due) {
        return tx.execute(
                PUT,
                notice.incident(),
                notice.sequence(),
                notice.kind().label(),
                Wire.encode(notice),
                due,
                labels(channels));
    }

    /** Takes out what was not sent yet of what there was to say of an incident. @return how many rows */
    Future<Integer> withdraw(Tx tx, UUID incident, NoticeKind kind) {
        return tx.execute(WITHDRAW, incident, kind.label());
    }

    /** The label of what was put in last for an incident; empty when nothing was. */
    Future<Optional<String>> last(Tx tx, UUID incident) {
        return tx.first(LAST, row -> row.text("kind"), incident);
    }

    /** Takes the notice that has been due for longest, so that nobody else sends it; empty when none is due. */
    Future<Optional<DueNotice>> take(Tx tx, Set<NoticeChannel> channels, Instant now) {
        return tx.first(TAKE, OutboxStore::due, labels(channels), now);
    }

    /** Says what became of a notice that was taken. @return 0 when it was given up meanwhile, else 1 */
    Future<Integer> settle(Tx tx, DueNotice sent, Fate fate) {
        return tx.execute(
                SETTLE,
                sent.incident(),
                sent.sequence(),
                sent.channel().label(),
                fate.state(),
                fate.at(),
                fate.attempts(),
                fate.error());
    }

    /** When the next notice falls due after a moment; empty when none will. */
    Future<Optional<Instant>> nextAfter(Tx tx, Instant now) {
        return tx.query(NEXT, row -> Optional.ofNullable(row.instantOrNull("next")), now)
                .map(rows -> rows.get(0));
    }

    /** Gives up what was taken before a moment and never settled: it may have been sent. @return how many */
    Future<Integer> giveUpTaken(Tx tx, Instant before) {
        return tx.execute(GIVE_UP_TAKEN, before);
    }

    /** Gives up what was put in before a moment: it is news no more. @return how many */
    Future<Integer> expire(Tx tx, Instant before) {
        return tx.execute(EXPIRE, before);
    }

    private static Column labels(Set<NoticeChannel> channels) {
        return Column.texts(channels, NoticeChannel::label);
    }

    private static DueNotice due(Row row) {
        return new DueNotice(
                row.uuid("incident"),
                row.integer("sequence"),
                NoticeChannel.of(row.text("channel")),
                row.text("job"),
                row.text("payload"),
                row.integer("attempts"));
    }
}
