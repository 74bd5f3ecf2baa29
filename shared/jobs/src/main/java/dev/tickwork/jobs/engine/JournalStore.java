package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.LogLine;
import dev.tickwork.jobs.RunProgress;
import dev.tickwork.jobs.engine.Journal.Page;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes {@code job_progress} and {@code job_log}. */
final class JournalStore {
    /** Of each taking of a run, so many lines are kept at least. */
    static final int KEPT = 500;

    private static final int TRIMMED_EVERY = 250;

    private static final String PROGRESS = """
            INSERT INTO job_progress AS p (run_id, attempt, done, total, message, items, since, updated_at)
            SELECT run_id, attempt, done, total, message, items::jsonb, since, updated_at
              FROM unnest($1::uuid[], $2::integer[], $3::bigint[], $4::bigint[], $5::text[], $6::text[],
                          $7::timestamptz[], $8::timestamptz[])
                AS w (run_id, attempt, done, total, message, items, since, updated_at)
            ON CONFLICT (run_id) DO UPDATE
               SET attempt = excluded.attempt, done = excluded.done, total = excluded.total,
                   message = excluded.message, items = excluded.items, since = excluded.since,
                   updated_at = excluded.updated_at
             WHERE p.attempt <= excluded.attempt
            """;

    private static final String LINES = """
            INSERT INTO job_log (run_id, claim, line, at, level, message)
            SELECT run_id, claim, line, at, level, message
              FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::timestamptz[], $5::text[], $6::text[])
                AS w (run_id, claim, line, at, level, message)
            ON CONFLICT (run_id, claim, line) DO NOTHING
            """;

    private static final String TRIM = """
            DELETE FROM job_log l
             USING unnest($1::uuid[], $2::integer[], $3::integer[]) AS w (run_id, claim, line)
             WHERE l.run_id = w.run_id
               AND l.claim = w.claim
               AND l.line < w.line
            """;

    /** Writes what runs said. Safe to repeat. @return rows */
    Future<Integer> write(Tx tx, List<Page> pages) {
        List<Line> lines = pages.stream().flatMap(page -> lines(page).stream()).toList();
        List<Line> tooOld = pages.stream()
                .filter(JournalStore::isTrimmed)
                .map(JournalStore::oldest)
                .toList();
        return progress(tx, pages)
                .compose(rows -> lines.isEmpty()
                        ? Future.succeededFuture(rows)
                        : add(tx, lines).map(rows))
                .compose(rows -> tooOld.isEmpty()
                        ? Future.succeededFuture(rows)
                        : trim(tx, tooOld).map(rows));
    }

    private static Future<Integer> progress(Tx tx, List<Page> pages) {
        return tx.execute(
                PROGRESS,
                Column.uuids(pages, page -> page.progress().runId()),
                Column.integers(pages, page -> page.progress().attempt()),
                Column.numbers(pages, page -> page.progress().done()),
                Column.numbers(pages, page -> page.progress().total()),
                Column.texts(pages, page -> page.progress().message()),
                Column.texts(pages, page -> items(page.progress().items())),
                Column.instants(pages, page -> page.progress().since()),
                Column.instants(pages, page -> page.progress().at()));
    }

    private static Future<Integer> add(Tx tx, List<Line> lines) {
        return tx.execute(
                LINES,
                Column.uuids(lines, Line::runId),
                Column.integers(lines, Line::claim),
                Column.integers(lines, Line::number),
                Column.instants(lines, line -> line.said().at()),
                Column.texts(lines, line -> line.said().level().name()),
                Column.texts(lines, line -> line.said().message()));
    }

    private static Future<Integer> trim(Tx tx, List<Line> oldest) {
        return tx.execute(
                TRIM,
                Column.uuids(oldest, Line::runId),
                Column.integers(oldest, Line::claim),
                Column.integers(oldest, Line::number));
    }

    private static String items(List<RunProgress.Item> items) {
        var array = Wire.object().putArray("items");
        items.forEach(item -> array.add(Wire.toTree(item)));
        return Texts.storableJson(array.toString());
    }

    private static List<Line> lines(Page page) {
        List<Line> lines = new ArrayList<>();
        for (LogLine said : page.progress().lines()) {
            lines.add(new Line(page.progress().runId(), page.claim(), page.firstLine() + lines.size(), said));
        }
        return lines;
    }

    private static boolean isTrimmed(Page page) {
        int before = page.firstLine() / TRIMMED_EVERY;
        int after = (page.firstLine() + page.progress().lines().size()) / TRIMMED_EVERY;
        return after > before && oldestKept(page) > 0;
    }

    private static Line oldest(Page page) {
        return new Line(
                page.progress().runId(),
                page.claim(),
                oldestKept(page),
                page.progress().lines().get(0));
    }

    private static int oldestKept(Page page) {
        return page.firstLine() + page.progress().lines().size() - KEPT;
    }

    /** One line of a run's log, numbered from 0. */
    private record Line(UUID runId, int claim, int number, LogLine said) {}
}
