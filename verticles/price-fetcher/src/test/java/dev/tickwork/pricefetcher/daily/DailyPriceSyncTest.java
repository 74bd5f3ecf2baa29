package dev.tickwork.pricefetcher.daily;

import static dev.tickwork.pricefetcher.daily.Bars.bar;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.postgres.Database;
import dev.tickwork.pricefetcher.daily.DailyPriceArgs.Mode;
import dev.tickwork.pricefetcher.daily.SyncOutcome.Finished;
import dev.tickwork.pricefetcher.daily.SyncOutcome.Paused;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.PlanLimits;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class DailyPriceSyncTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-03");
    private static final LocalDate WEDNESDAY = LocalDate.parse("2026-03-04");

    private final FakeTime time = FakeTime.at("2026-03-03T22:00:00Z");
    private final ScriptedDays source = new ScriptedDays();
    private Database db;

    @BeforeEach
    void tradeUntilTuesday(Database database) {
        db = database;
        List.of("AAPL", "MSFT", "SPY").forEach(symbol -> FIRST.datesUntil(WEDNESDAY)
                .filter(InstrumentClass.EQUITY.days()::contains)
                .forEach(day -> source.knows(symbol, bar(day, price(symbol, day)))));
    }

    @Test
    void the_first_run_brings_the_history_and_the_next_one_only_what_is_new() throws Exception {
        SyncResult first = finished(1, DailyPriceArgs.of(Mode.SMART));
        SyncResult atOnce = finished(2, DailyPriceArgs.of(Mode.SMART));
        source.knows("AAPL", bar(WEDNESDAY, price("AAPL", WEDNESDAY)));
        source.knows("MSFT", bar(WEDNESDAY, price("MSFT", WEDNESDAY)));
        time.moveTo(Instant.parse("2026-03-04T22:00:00Z"));
        SyncResult nextDay = finished(3, DailyPriceArgs.of(Mode.SMART));

        assertThat(first.symbolsProcessed()).isEqualTo(3);
        assertThat(first.recordsUpdated()).isEqualTo(3 * 40);
        assertThat(first.failed()).isEmpty();
        assertThat(atOnce).isEqualTo(new SyncResult(0, 0, 3, nothing(), nothing(), new TreeSet<>()));
        assertThat(nextDay.symbolsProcessed()).isEqualTo(3);
        assertThat(nextDay.recordsUpdated()).isEqualTo(2);
        assertThat(source.asked())
                .containsExactly("[AAPL, MSFT, SPY] from 2025-12-04", "[AAPL, MSFT, SPY] from 2026-02-17");
    }

    @Test
    void a_day_that_has_not_ended_is_not_stored() throws Exception {
        source.knows("AAPL", bar(WEDNESDAY, new BigDecimal("500")));
        time.moveTo(Instant.parse("2026-03-04T20:00:00Z"));

        SyncResult result = finished(1, smart("AAPL"));

        assertThat(result.recordsUpdated()).isEqualTo(40);
        assertThat(lastDay("AAPL")).isEqualTo(TUESDAY);
    }

    @Test
    void one_bad_symbol_never_fails_the_rest() throws Exception {
        source.knows("EURUSD", bar(LocalDate.parse("2026-03-01"), new BigDecimal("1.17")));

        var run = new OneSync(1, db);
        SyncResult result = finished(run, smart("AAPL", "EURUSD", "NOSUCH"));
        SyncResult second = finished(2, smart("AAPL", "MSFT"));

        assertThat(result.symbolsProcessed()).isEqualTo(2);
        assertThat(result.failed()).containsExactly(entry("NOSUCH", "there is no instrument NOSUCH"));
        assertThat(result.refused())
                .containsExactly(entry("EURUSD", "1 refused, such as 2026-03-01: no day of trading"));
        assertThat(run.steps()).contains("NOSUCH failed: there is no instrument NOSUCH", "AAPL is stored");
        assertThat(second.symbolsSkipped()).isEqualTo(1);
    }

    @Test
    void a_run_that_is_cancelled_between_two_calls_keeps_what_it_stored() throws Exception {
        source.leaves(new PlanLimits(OptionalLong.of(1), OptionalLong.empty()));

        assertThatThrownBy(() -> finished(new CancelledAfter(1, new OneSync(1, db)), smart("AAPL", "MSFT")))
                .isInstanceOf(Fault.Cancelled.class);

        assertThat(source.asked()).hasSize(1);
        assertThat(closes("AAPL")).hasSize(40);
        assertThat(closes("MSFT")).isEmpty();
    }

    @Test
    void a_run_that_brings_nothing_has_failed() {
        assertThatThrownBy(() -> finished(1, smart("EURUSD", "NOSUCH")))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessageContaining("unknown here")
                .hasMessageContaining("there is no instrument NOSUCH");
    }

    @Test
    void a_call_that_is_refused_costs_its_own_symbols_and_an_outage_ends_the_run() throws Exception {
        source.leaves(new PlanLimits(OptionalLong.of(1), OptionalLong.empty()));
        source.willFirstSay(Future.failedFuture(new Fault.Permanent("not in your plan", null)));
        SyncResult partly = finished(1, smart("AAPL", "MSFT"));
        source.willFirstSay(Future.failedFuture(new Fault.Transient("down", null)));

        assertThat(partly.failed()).containsExactly(entry("AAPL", "not in your plan"));
        assertThat(partly.symbolsProcessed()).isEqualTo(1);
        assertThatThrownBy(() -> finished(2, smart("AAPL"))).isInstanceOf(Fault.Transient.class);
    }

    @Test
    void a_split_makes_the_whole_series_come_again() throws Exception {
        finished(1, DailyPriceArgs.of(Mode.SMART));
        source.splits("AAPL", WEDNESDAY, 4);
        source.knows("AAPL", bar(WEDNESDAY, new BigDecimal("30")));
        time.moveTo(Instant.parse("2026-03-04T22:00:00Z"));

        SyncResult result = finished(2, smart("AAPL", "MSFT"));

        assertThat(result.restated()).containsExactly("AAPL");
        assertThat(result.symbolsProcessed()).isEqualTo(2);
        assertThat(result.recordsUpdated())
                .as("every day of it, and the new one")
                .isEqualTo(41);
        assertThat(source.asked())
                .containsExactly(
                        "[AAPL, MSFT, SPY] from 2025-12-04", "[AAPL, MSFT] from 2026-02-17", "[AAPL] from 2025-12-05");
        assertThat(closes("AAPL")).allSatisfy(close -> assertThat(close.close()).isLessThan(new BigDecimal("50")));
        assertThat(finished(3, smart("AAPL")).symbolsSkipped()).isEqualTo(1);
    }

    @Test
    void a_restated_series_that_comes_in_pieces_is_not_believed() throws Exception {
        finished(1, smart("AAPL"));
        source.splits("AAPL", WEDNESDAY, 4);
        source.forgets("AAPL", LocalDate.parse("2026-02-10"));
        time.moveTo(Instant.parse("2026-03-04T22:00:00Z"));

        assertThatThrownBy(() -> finished(2, smart("AAPL")))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessageContaining("too much of it is missing");
        assertThat(closes("AAPL")).hasSize(40);
    }

    @Test
    void waits_for_the_next_minute_and_asks_again() throws Exception {
        source.willFirstSay(limitedUntil("2026-03-03T22:01:00Z"));

        Future<SyncOutcome> outcome = start(new OneSync(1, db), smart("AAPL"));
        while (time.nextAlarm().isEmpty()) {
            Thread.onSpinWait();
        }
        time.advance(Duration.ofMinutes(1));

        assertThat(outcome.await(10, SECONDS)).isInstanceOf(Finished.class);
        assertThat(source.asked()).hasSize(2);
    }

    @Test
    void a_long_wait_is_said_with_what_was_done_and_the_same_run_goes_on_later() throws Exception {
        source.leaves(new PlanLimits(OptionalLong.of(2), OptionalLong.empty()));
        source.willFirstSay(Future.succeededFuture(found("AAPL", "MSFT")));
        source.willFirstSay(limitedUntil("2026-03-04T00:00:00Z"));

        var run = new OneSync(1, db);
        var paused = (Paused) start(run, DailyPriceArgs.of(Mode.FULL)).await(10, SECONDS);
        var finished = (Finished) start(run, DailyPriceArgs.of(Mode.FULL)).await(10, SECONDS);

        assertThat(paused.until()).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(paused.reason()).isEqualTo("credits are spent");
        assertThat(paused.result().symbolsProcessed()).isEqualTo(2);
        assertThat(finished.result().symbolsProcessed()).isEqualTo(1);
        assertThat(finished.result().symbolsSkipped()).isEqualTo(2);
        assertThat(run.steps())
                .containsExactly(
                        "0/3 asking for [AAPL, MSFT]",
                        "AAPL is stored",
                        "MSFT is stored",
                        "2/3 asking for [SPY]",
                        "0/1 asking for [SPY]",
                        "SPY is stored",
                        "1/1 done");
    }

    @Test
    void a_full_run_corrects_what_the_provider_corrected() throws Exception {
        finished(1, DailyPriceArgs.of(Mode.SMART));
        source.knows("SPY", bar(LocalDate.parse("2026-01-06"), new BigDecimal("123.45")));

        SyncResult smart = finished(2, DailyPriceArgs.of(Mode.SMART));
        SyncResult full = finished(3, DailyPriceArgs.of(Mode.FULL));

        assertThat(smart.recordsUpdated()).isZero();
        assertThat(full.recordsUpdated()).isEqualTo(1);
        assertThat(full.restated()).isEmpty();
    }

    @CanIgnoreReturnValue
    private SyncResult finished(int run, DailyPriceArgs args) throws Exception {
        return finished(new OneSync(run, db), args);
    }

    @CanIgnoreReturnValue
    private SyncResult finished(SyncRun run, DailyPriceArgs args) throws Exception {
        return ((Finished) start(run, args).await(10, SECONDS)).result();
    }

    private Future<SyncOutcome> start(SyncRun run, DailyPriceArgs args) {
        var settings = new DailySettings(new TreeSet<>(List.of("AAPL", "MSFT", "SPY")), 90, Duration.ofMinutes(30));
        return new DailyPriceSync(settings, source, Listed.CATALOG, db, time).run(args, run);
    }

    private DailyPriceAnswer found(String... symbols) {
        return new DailyPriceAnswer.Found(
                List.of(symbols).stream()
                        .map(symbol -> Bars.series(symbol, bar(TUESDAY, price(symbol, TUESDAY))))
                        .toList(),
                nothing());
    }

    private static Future<DailyPriceAnswer> limitedUntil(String moment) {
        return Future.succeededFuture(new DailyPriceAnswer.RateLimited(Instant.parse(moment), "credits are spent"));
    }

    private LocalDate lastDay(String symbol) throws Exception {
        List<StoredClose> closes = closes(symbol);
        return closes.get(closes.size() - 1).date();
    }

    private List<StoredClose> closes(String symbol) throws Exception {
        var store = new DailyPriceStore("twelvedata", true);
        return db.read(tx -> store.closes(tx, List.of(symbol), FIRST)).await(10, SECONDS);
    }

    private static DailyPriceArgs smart(String... symbols) {
        return new DailyPriceArgs(Mode.SMART, List.of(symbols), false, null, null);
    }

    private static BigDecimal price(String symbol, LocalDate day) {
        return BigDecimal.valueOf(100 + symbol.hashCode() % 10 + day.getDayOfYear() % 7);
    }

    private static SortedMap<String, String> nothing() {
        return new TreeMap<>();
    }
}
