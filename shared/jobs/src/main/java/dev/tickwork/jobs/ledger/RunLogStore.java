package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.ledger.RunDetail.LogLine;
import dev.tickwork.jobs.ledger.RunDetail.LogTail;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Reads what runs wrote into their logs. */
public final class RunLogStore {
    private static final String NEWEST = """
            SELECT claim, line, at, level, message
              FROM job_log
             WHERE run_id = $1
             ORDER BY claim DESC, line DESC
             LIMIT 201
            """;
    private static final int SHOWN = 200;
    private static final String BEHIND = """
            SELECT claim, line, at, level, message
              FROM job_log
             WHERE run_id = $1
               AND (claim, line) > ($2, $3)
             ORDER BY claim, line
             LIMIT $4
            """;

    /**
     * A place between two lines.
     *
     * @param claim of the line before it; 0 before the first
     * @param line of the line before it; 0 before the first
     */
    public record Place(int claim, int line) {
        public static final Place START = new Place(0, 0);
    }

    /** The last lines of a run; none when it wrote none or does not exist. */
    public Future<LogTail> tail(Tx tx, UUID run) {
        return tx.query(NEWEST, RunLogStore::line, run).map(RunLogStore::tail);
    }

    /** The lines behind a place, oldest first. */
    public Future<List<LogLine>> behind(Tx tx, UUID run, Place place, int limit) {
        return tx.query(BEHIND, RunLogStore::line, run, place.claim(), place.line(), limit);
    }

    private static LogTail tail(List<LogLine> newestFirst) {
        List<LogLine> lines = new ArrayList<>(newestFirst.subList(0, Math.min(SHOWN, newestFirst.size())));
        Collections.reverse(lines);
        return new LogTail(lines, newestFirst.size() <= SHOWN);
    }

    private static LogLine line(Row row) {
        return new LogLine(
                row.integer("claim"),
                row.integer("line"),
                row.instant("at"),
                RunRows.lowerCase(row, "level"),
                row.text("message"));
    }
}
