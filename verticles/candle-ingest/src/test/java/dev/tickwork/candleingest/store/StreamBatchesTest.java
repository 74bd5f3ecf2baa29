package dev.tickwork.candleingest.store;

import static dev.tickwork.candleingest.intake.Candles.forming;
import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which batches what a stream brings belongs to. */
@ExtendWith(PostgresFixture.class)
class StreamBatchesTest {
    private static final UUID SESSION = new UUID(1, 7);
    private static final String KINDS = """
            SELECT kind || ' ' || to_char(received_at AT TIME ZONE 'UTC', 'HH24:MI:SS') AS line
              FROM ingest_batches
             ORDER BY id
            """;
    private static final String CLOSES = """
            SELECT close::text || CASE WHEN is_final THEN ' final' ELSE '' END AS line
              FROM candles
             WHERE timeframe = '1h'
             ORDER BY open_time
            """;

    private Database db;
    private Candles candles;

    @BeforeEach
    void open(Database database) {
        db = database;
        candles = Candles.in(db);
    }

    @Test
    void what_a_session_brings_within_a_minute_is_one_batch() {
        Intake first = bring(SESSION, "12:00:02Z", forming(0, "100", 1));
        Intake second = bring(SESSION, "12:00:59Z", forming(0, "101", 2));
        Intake third = bring(SESSION, "12:01:00Z", forming(0, "102", 3));

        assertThat(second.batchId()).isEqualTo(first.batchId());
        assertThat(third.batchId()).isNotEqualTo(first.batchId());
        assertThat(lines(KINDS)).containsExactly("stream 12:00:02", "stream 12:01:00");
    }

    @Test
    void another_session_and_what_is_built_have_batches_of_their_own() {
        var other = new UUID(1, 8);
        Intake first = bring(SESSION, "12:00:02Z", hour(0, "100", 1), hour(1, "100", 1), hour(2, "100", 1));
        Intake second = bring(other, "12:00:03Z", hour(3, "100", 1));
        Intake third = bring(other, "12:00:04Z", hour(2, "101", 2));

        assertThat(second.batchId()).isNotEqualTo(first.batchId());
        assertThat(third.batchId()).isEqualTo(second.batchId());
        assertThat(lines(KINDS)).containsExactly("stream 12:00:02", "stream 12:00:03", "built 12:00:03");
    }

    @Test
    void a_candle_changes_and_is_restated_within_its_batch() {
        bring(SESSION, "12:00:02Z", forming(0, "100", 1));
        Intake changed = bring(SESSION, "12:00:04Z", forming(0, "101", 2), forming(1, "100", 2));
        Intake over = bring(SESSION, "12:00:06Z", hour(0, "102", 3));
        Intake restated = bring(SESSION, "12:00:08Z", hour(0, "103", 4));

        assertThat(changed.saved().changed()).hasSize(1);
        assertThat(changed.saved().added()).hasSize(1);
        assertThat(over.saved().changed()).hasSize(1);
        assertThat(restated.saved().restated()).hasSize(1);
        assertThat(lines(CLOSES)).containsExactly("103 final", "100");
    }

    @Test
    void what_was_stored_and_is_told_again_changes_nothing() {
        bring(SESSION, "12:00:02Z", forming(0, "100", 1));
        bring(SESSION, "12:00:04Z", forming(0, "101", 2));

        Intake again = bring(SESSION, "12:00:04Z", forming(0, "100", 1));

        assertThat(again.saved().older()).isEqualTo(1);
        assertThat(lines(CLOSES)).containsExactly("101");
    }

    @CanIgnoreReturnValue
    private Intake bring(UUID session, String at, Observation... seen) {
        var origin = new Batch.Origin("node-1", "bitfinex", null, Instant.parse("2026-03-03T" + at));
        return Await.done(db.write(tx -> candles.intake.take(tx, Batch.ofStream(session, origin), List.of(seen))))
                .orElseThrow();
    }

    private List<String> lines(String sql) {
        return Await.done(db.read(tx -> tx.query(sql, row -> row.text("line"))));
    }
}
