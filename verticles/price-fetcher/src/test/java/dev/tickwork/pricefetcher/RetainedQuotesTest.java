package dev.tickwork.pricefetcher;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.retention.OldRow;
import dev.tickwork.testkit.PostgresFixture;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class RetainedQuotesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");
    private static final HistoryRange ALWAYS = new HistoryRange(Instant.EPOCH, HistoryCursor.START.asOf());

    private final QuoteStore store = new QuoteStore();
    private final RetainedQuotes kept = new RetainedQuotes(30);

    @Test
    void takes_the_oldest_in_pieces_and_keeps_the_rest(Database db) {
        save(db, IntStream.range(0, 25).mapToObj(i -> quote(i, null)).toList());
        Instant before = NOON.plusSeconds(12);

        assertThat(count(db, before)).isEqualTo(12);
        assertThat(take(db, before, 10)).extracting(OldRow::at).hasSize(10).startsWith(NOON);
        assertThat(take(db, before, 10)).hasSize(2);
        assertThat(take(db, before, 10)).isEmpty();
        assertThat(history(db)).hasSize(13);
    }

    @Test
    void no_symbol_is_forgotten(Database db) {
        save(
                db,
                List.of(
                        quote(0, null),
                        quote("EURUSD", 1),
                        quote("BTCUSD", 2),
                        quote("USDJPY", 3),
                        quote("BTCUSD", 4)));
        Instant before = NOON.plusSeconds(4);

        assertThat(take(db, before, 3)).hasSize(3);
        assertThat(take(db, before, 3)).hasSize(1);
        assertThat(take(db, before, 3)).isEmpty();
    }

    @Test
    void prices_come_back_to_the_last_digit_and_only_once(Database db) {
        save(db, List.of(quote(0, null), quote(1, new BigDecimal("1999.900"))));
        List<PastQuote> before = history(db);

        String rows =
                take(db, NOON.plusSeconds(5), 10).stream().map(OldRow::json).collect(Collectors.joining(",", "[", "]"));

        assertThat(history(db)).isEmpty();
        assertThat(putBack(db, rows)).isEqualTo(2);
        assertThat(putBack(db, rows)).isZero();
        assertThat(history(db)).isEqualTo(before);
    }

    @Test
    void nobody_may_ask_for_prices_to_go_that_are_still_kept() {
        assertThat(kept.policy().cutOff(NOON, 7)).isEqualTo(kept.policy().cutOff(NOON, 30));
        assertThat(kept.policy().cutOff(NOON, null)).isEqualTo(kept.policy().cutOff(NOON, 30));
        assertThat(kept.policy().cutOff(NOON, 365)).isBefore(kept.policy().cutOff(NOON, 30));
    }

    @Test
    void the_table_can_be_optimised(Database db) {
        done(db.statement(kept::optimise));
    }

    private long count(Database db, Instant before) {
        return done(db.read(tx -> kept.count(tx, before)));
    }

    private int putBack(Database db, String rows) {
        return done(db.write(tx -> kept.putBack(tx, rows)));
    }

    private List<OldRow> take(Database db, Instant before, int most) {
        return done(db.write(tx -> kept.take(tx, before, most)));
    }

    private List<PastQuote> history(Database db) {
        return done(db.read(tx -> store.page(tx, "XAUUSD", ALWAYS, HistoryCursor.START, 100)));
    }

    private void save(Database db, List<Quote> quotes) {
        done(db.write(tx -> store.saveAll(tx, quotes, new UUID(1, 1))));
    }

    private static Quote quote(String symbol, int second) {
        Instant at = NOON.plusSeconds(second);
        return new Quote(symbol, BigDecimal.ONE, null, at, at, "twelvedata", true);
    }

    private static Quote quote(int second, @Nullable BigDecimal previousClose) {
        Instant at = NOON.plusSeconds(second);
        return new Quote("XAUUSD", new BigDecimal("2000.10"), previousClose, at, at, "twelvedata", true);
    }
}
