package dev.tickwork.pricefetcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class QuoteStoreTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final HistoryRange ALWAYS = new HistoryRange(Instant.EPOCH, HistoryCursor.START.asOf());
    private static final UUID FIRST_RUN = new UUID(1, 1);
    private static final UUID SECOND_RUN = new UUID(2, 2);

    private final QuoteStore store = new QuoteStore();

    @Test
    void counts_only_rows_that_changed(Database db) throws Exception {
        save(db, FIRST_RUN, quote("XAUUSD", "2000.10", 0), quote("EURUSD", "1.10001", 0));

        int written = save(db, SECOND_RUN, quote("XAUUSD", "2000.25", 0), quote("EURUSD", "1.10001", 0));

        assertThat(written).isEqualTo(1);
        assertThat(newest(db, "XAUUSD", "EURUSD"))
                .extracting(PastQuote::symbol, PastQuote::price, PastQuote::runId)
                .containsExactly(
                        tuple("EURUSD", new BigDecimal("1.10001"), FIRST_RUN),
                        tuple("XAUUSD", new BigDecimal("2000.25"), SECOND_RUN));
    }

    @Test
    void keeps_every_digit_and_every_microsecond(Database db) throws Exception {
        var exact = new Quote(
                "BTCUSD",
                new BigDecimal("64000.123456789012345"),
                new BigDecimal("0.000000001"),
                Instant.parse("2026-03-02T12:00:00.123456Z"),
                NOON,
                "twelvedata",
                true);

        save(db, FIRST_RUN, exact);

        assertThat(newest(db, "BTCUSD").get(0).toQuote(true)).isEqualTo(exact);
    }

    @Test
    void finds_the_newest_of_each_symbol_and_leaves_out_the_unknown(Database db) throws Exception {
        save(db, FIRST_RUN, quote("XAUUSD", "1", 0), quote("XAUUSD", "3", 10), quote("XAUUSD", "2", 5));

        assertThat(newest(db, "XAUUSD", "EURUSD")).extracting(PastQuote::price).containsExactly(new BigDecimal("3"));
        assertThat(newest(db)).isEmpty();
    }

    @Test
    void pages_meet_without_a_hole_or_a_repeat(Database db) throws Exception {
        Quote[] quotes = IntStream.range(0, 25)
                .mapToObj(i -> quote("XAUUSD", "" + (i + 1), i))
                .toArray(Quote[]::new);
        save(db, FIRST_RUN, quotes);

        List<PastQuote> first = page(db, HistoryCursor.START, 10);
        save(db, SECOND_RUN, quote("XAUUSD", "99", 60));
        List<PastQuote> second = page(db, HistoryCursor.after(first.get(9)), 10);
        List<PastQuote> third = page(db, HistoryCursor.after(second.get(9)), 10);

        assertThat(first.get(0).price()).isEqualByComparingTo("25");
        assertThat(second.get(0).price()).isEqualByComparingTo("15");
        assertThat(third).hasSize(5);
        assertThat(third.get(4).price()).isEqualByComparingTo("1");
    }

    @CanIgnoreReturnValue
    private int save(Database db, UUID run, Quote... quotes) throws Exception {
        return db.write(tx -> store.saveAll(tx, List.of(quotes), run)).await(10, SECONDS);
    }

    private List<PastQuote> newest(Database db, String... symbols) throws Exception {
        return db.read(tx -> store.newest(tx, List.of(symbols))).await(10, SECONDS);
    }

    private List<PastQuote> page(Database db, HistoryCursor before, int limit) throws Exception {
        return db.read(tx -> store.page(tx, "XAUUSD", ALWAYS, before, limit)).await(10, SECONDS);
    }

    private static Quote quote(String symbol, String price, int second) {
        Instant at = NOON.plusSeconds(second);
        return new Quote(symbol, new BigDecimal(price), null, at, at, "twelvedata", true);
    }
}
