package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what is not to be had of the candles that others are built from. */
final class BuiltStore {
    private static final String PARTS = """
            SELECT gap_start, gap_end, state, downtime_id
              FROM data_gaps
             WHERE exchange = $1
               AND symbol = $2
               AND timeframe = $3
               AND gap_end > $4
               AND gap_start < $5
               AND state IN ('proven-empty', 'exchange-down', 'quarantined')
             ORDER BY gap_start
            """;

    /** A gap among the parts of which nothing is to be had. */
    record PartGap(Span span, String state, @Nullable Long downtime) {}

    /** The gaps among the parts of a gap's candles of which nothing is to be had. */
    Future<List<PartGap>> parts(Tx tx, TakenGap gap) {
        Series series = gap.series();
        return tx.query(
                PARTS,
                BuiltStore::part,
                series.exchange(),
                series.symbol(),
                Objects.requireNonNull(gap.builtFrom()).label(),
                gap.span().from(),
                gap.span().until());
    }

    private static PartGap part(Row row) {
        var span = new Span(row.instant("gap_start"), row.instant("gap_end"));
        return new PartGap(span, row.text("state"), row.numberOrNull("downtime_id"));
    }
}
