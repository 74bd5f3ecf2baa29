package dev.tickwork.candleingest.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.KeptDays;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.retention.OldRow;
import dev.tickwork.runtime.retention.Retained;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of candles, and not the candles themselves. */
@ExtendWith(PostgresFixture.class)
class RetainedTracesTest {
    private static final String ROWS = """
            SELECT to_jsonb(revision)::text AS line
              FROM candle_revisions AS revision
             UNION ALL
            SELECT to_jsonb(doubted)::text
              FROM candle_quarantine AS doubted
             ORDER BY 1
            """;

    private static final String DECIDE_ONE = """
            UPDATE candle_quarantine
               SET state = 'rejected', decided_at = now(), decided_by = 'root', decision = 'no'
             WHERE id = (SELECT min(id) FROM candle_quarantine)
            """;

    private Database db;
    private Candles candles;
    private List<Retained> all;

    @BeforeEach
    void open(Database database) {
        db = database;
        candles = Candles.in(db); // 3 March 2026
        all = RetainedCandles.all(new KeptDays(Map.of(Timeframe.M1, 30, Timeframe.D1, 365)), candles.time)
                .toList();
    }

    @Test
    void what_candles_said_before_goes_with_them() {
        restated(Timeframe.M1, "2026-01-31", "2026-02-01");
        restated(Timeframe.D1, "2025-03-02", "2026-01-31");
        restated(Timeframe.W1, "2013-09-30");

        assertThat(goesAndComesBack("candle_revisions")).isEqualTo(2);
    }

    @Test
    void a_doubted_candle_goes_decided_or_not() {
        doubted(Timeframe.M1, "2026-01-30", "2026-01-31", "2026-02-01");
        doubted(Timeframe.D1, "2026-01-31");
        Await.done(db.write(tx -> tx.execute(DECIDE_ONE)));

        assertThat(goesAndComesBack("candle_quarantine")).isEqualTo(2);
    }

    @Test
    void many_go_in_pieces_and_their_batches_can_follow() {
        doubted(Timeframe.M1, "2026-01-01", "2026-01-02", "2026-01-03");
        Retained quarantine = table("candle_quarantine");
        Instant before = quarantine.policy().cutOff(candles.time.now(), null);

        assertThat(take(quarantine, before, 2)).hasSize(2);
        assertThat(take(quarantine, before, 2)).hasSize(1);
        assertThat(take(quarantine, before, 2)).isEmpty();
        assertThat(count(new RetainedBatches(), candles.time.now())).isEqualTo(3);
    }

    /** @return how many went */
    private int goesAndComesBack(String table) {
        Retained kept = table(table);
        Instant before = kept.policy().cutOff(candles.time.now(), null);
        List<String> were = rows();
        long counted = count(kept, before);

        List<OldRow> taken = take(kept, before, 100);
        assertThat(taken).hasSize((int) counted);
        assertThat(rows()).hasSize(were.size() - taken.size());
        Await.done(db.statement(kept::optimise));

        String rows = taken.stream().map(OldRow::json).collect(Collectors.joining(",", "[", "]"));
        assertThat(putBack(kept, rows)).isEqualTo(taken.size());
        assertThat(putBack(kept, rows)).isZero();
        assertThat(rows()).isEqualTo(were);
        return taken.size();
    }

    private Retained table(String name) {
        return all.stream()
                .filter(one -> one.policy().table().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<OldRow> take(Retained kept, Instant before, int most) {
        return Await.done(db.write(tx -> kept.take(tx, before, most)));
    }

    private long count(Retained kept, Instant before) {
        return Await.done(db.read(tx -> kept.count(tx, before)));
    }

    private int putBack(Retained kept, String rows) {
        return Await.done(db.write(tx -> kept.putBack(tx, rows)));
    }

    private void restated(Timeframe timeframe, String... days) {
        for (String day : days) {
            candles.take(seen(timeframe, Candles.candle(open(day), "100"), 0));
            candles.take(seen(timeframe, Candles.candle(open(day), "101"), 60));
        }
    }

    private void doubted(Timeframe timeframe, String... days) {
        for (String day : days) {
            BigDecimal one = BigDecimal.ONE;
            candles.take(seen(timeframe, new Candle(open(day), one, one, one, one, one.negate()), 0));
        }
    }

    private Observation seen(Timeframe timeframe, Candle candle, int seconds) {
        return new Observation(
                new Series("bitfinex", "BTCUSD", timeframe),
                candle,
                true,
                candles.time.now().plusSeconds(seconds));
    }

    private static Instant open(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }

    private List<String> rows() {
        return Await.done(db.read(tx -> tx.query(ROWS, row -> row.text("line"))));
    }
}
