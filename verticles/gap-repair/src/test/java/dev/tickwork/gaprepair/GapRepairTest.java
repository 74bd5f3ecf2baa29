package dev.tickwork.gaprepair;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.CandleShelf.Kept;
import dev.tickwork.gaprepair.repair.RepairResult;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gaps are repaired by a real engine, with an exchange that has what the test gives it. */
@ExtendWith(PostgresFixture.class)
class GapRepairTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-02-06T00:00:00Z");
    private static final Instant EIGHT = Instant.parse("2026-02-05T20:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-02-05T23:00:00Z");
    private static final String THREE_HOURS = "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T23:00:00Z";

    private static final RepairArgs PASS = new RepairArgs(null, null, null, null, null, null, null);
    private static final String LAST = """
            SELECT id::text AS said
              FROM job_runs
             WHERE job = 'gap-repair'
             ORDER BY id DESC
             LIMIT 1
            """;
    private static final String ENDED = """
            SELECT state || ' ' || coalesce(result::text, error, '') AS said
              FROM job_history
             WHERE id = $1
            """;
    private static final String LINES = """
            SELECT message
              FROM job_log
             WHERE run_id = $1
             ORDER BY claim, line
            """;
    private static final String EVIDENCE = """
            SELECT count(DISTINCT run_id) || ' runs from ' || (min(from_at) AT TIME ZONE 'UTC')::date || ': ' || min(request) AS said
              FROM gap_confirmations
            """;
    private static final String GAP = """
            SELECT id::text AS said
              FROM data_gaps
            """;
    private static final String DOWNTIMES = """
            SELECT id, from_at, until_at, evidence
              FROM downtimes
             ORDER BY from_at
            """;

    private final FakeTime time = new FakeTime(TODAY.plusSeconds(300));
    private final ScriptedExchange exchange = new ScriptedExchange(time);
    private Database database;
    private Vertx vertx;
    private CandleShelf shelf;
    private JobEngine engine;

    @BeforeEach
    void open(Database db, Vertx vertx) {
        database = db;
        this.vertx = vertx;
        shelf = new CandleShelf(db);
        engine = Engines.open("a", db, vertx, time);
    }

    @AfterEach
    void close() {
        done(engine.close());
    }

    @Test
    void a_gap_is_found_and_repaired_and_told_as_programs_expect_it() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        serve(Configs.standard());

        UUID run = pass();

        assertThat(shelf.gaps("repaired")).containsExactly(THREE_HOURS);
        assertThat(lines(run))
                .containsExactly(
                        "Running gap detection and repair...",
                        "Gap detected: BTCUSD/1h from 2026-02-05 20:00:00 to 2026-02-05 23:00:00",
                        "Repairing gap: BTCUSD/1h from 2026-02-05 20:00:00 to 2026-02-05 23:00:00",
                        "Repaired gap with 3 candles",
                        "Gap maintenance complete: 1 new gaps, 1 repaired, 0 failures, open_gaps=0");
        assertThat(result(run)).isEqualTo(new RepairResult(1, 1, 0, 0, 0, 0));
    }

    @Test
    void what_came_in_part_is_a_smaller_gap_with_one_confirmation() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.lacks(hours, EIGHT.plusSeconds(3600), ELEVEN);
        serve(Configs.standard());

        UUID run = pass();

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T21:00:00Z..2026-02-05T23:00:00Z");
        assertThat(shelf.gaps().get(0).confirmations()).isEqualTo(1);
        assertThat(lines(run)).contains("Repaired gap with 1 candles");
    }

    @Test
    void a_gap_that_falls_apart_in_the_run_that_found_it_is_one_new_gap() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        Instant nine = EIGHT.plusSeconds(3600);
        exchange.lacks(hours, EIGHT, nine);
        exchange.lacks(hours, nine.plusSeconds(3600), ELEVEN);
        serve(Configs.standard());

        UUID run = pass();

        assertThat(result(run)).isEqualTo(new RepairResult(1, 0, 0, 0, 0, 2));
    }

    @Test
    void a_gap_is_empty_when_its_neighbours_came_three_times_without_it_and_is_not_asked_for_again() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        serve(Configs.standard());

        pass();
        assertThat(shelf.gaps().get(0).confirmations()).isEqualTo(1);
        ended(ask(PASS));
        assertThat(shelf.gaps().get(0).confirmations()).as("too soon").isEqualTo(1);
        laterPass(Duration.ofHours(1));
        laterPass(Duration.ofHours(1));

        assertThat(shelf.gaps("proven-empty")).containsExactly(THREE_HOURS);
        assertThat(shelf.said(EVIDENCE)).containsExactly("3 runs from 2026-02-05: /candles/BTCUSD");
        int asked = exchange.asked().size();
        laterPass(Duration.ofDays(2));
        assertThat(exchange.asked()).hasSize(asked);
    }

    @Test
    void whoever_insists_within_the_interval_confirms_a_gap_once() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        openButUnasked();
        long gap = Long.parseLong(shelf.said(GAP).get(0));

        ended(ask(RepairArgs.one(gap, false)));
        Instant nextTry = shelf.gaps().get(0).nextTry();
        ended(ask(RepairArgs.one(gap, true)));
        ended(ask(RepairArgs.stretch(hours.series(), new Span(EIGHT, ELEVEN), true)));

        assertThat(shelf.gaps()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo("missing");
            assertThat(row.confirmations()).isEqualTo(1);
            assertThat(row.nextTry()).isEqualTo(nextTry);
        });
        assertThat(shelf.said(EVIDENCE)).containsExactly("3 runs from 2026-02-05: /candles/BTCUSD");
        laterPass(Duration.ofHours(1));
        assertThat(shelf.gaps().get(0).confirmations()).isEqualTo(2);
    }

    @Test
    void a_request_that_failed_does_not_bring_the_next_confirmation_nearer() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        serve(Configs.standard());
        pass();
        long gap = Long.parseLong(shelf.said(GAP).get(0));
        Instant nextTry = shelf.gaps().get(0).nextTry();

        exchange.broken(true);
        ended(ask(RepairArgs.one(gap, false)));
        assertThat(shelf.gaps().get(0).nextTry()).isEqualTo(nextTry);
        exchange.broken(false);
        ended(ask(RepairArgs.one(gap, false)));

        assertThat(shelf.gaps().get(0).confirmations()).isEqualTo(1);
    }

    @Test
    void whoever_insists_has_an_empty_gap_asked_for_once_more() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        serve(Configs.standard());
        threePasses();

        exchange.has(hours, EIGHT, ELEVEN);
        UUID run = ended(ask(RepairArgs.stretch(hours.series(), new Span(EIGHT, ELEVEN), true)));

        assertThat(shelf.gaps("repaired")).containsExactly(THREE_HOURS);
        assertThat(result(run).repaired()).isEqualTo(1);
    }

    @Test
    void a_gap_of_a_series_that_was_removed_meanwhile_is_gone_and_not_confirmed() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        serve(Configs.standard());
        threePasses();
        shelf.remove(hours, time.now());

        exchange.has(hours, EIGHT, ELEVEN);
        UUID run = ended(ask(RepairArgs.one(Long.parseLong(shelf.said(GAP).get(0)), true)));

        assertThat(shelf.gaps("gone")).containsExactly(THREE_HOURS);
        assertThat(shelf.said(EVIDENCE)).containsExactly("3 runs from 2026-02-05: /candles/BTCUSD");
        assertThat(lines(run)).noneMatch(line -> line.startsWith("Repaired gap"));
        assertThat(result(run)).isEqualTo(new RepairResult(0, 0, 0, 0, 0, 0));
    }

    @Test
    void without_its_neighbours_nothing_is_proven() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.lacks(hours, FIRST, TODAY);
        serve(Configs.standard());

        UUID run = pass();

        CandleShelf.Row gap = shelf.gaps().get(0);
        assertThat(gap.state()).isEqualTo("missing");
        assertThat(gap.confirmations()).isZero();
        assertThat(gap.attempts()).isEqualTo(1);
        assertThat(gap.lastError()).isEqualTo("the exchange has none of the candles around it either");
        assertThat(gap.nextTry())
                .isBetween(time.now().plusSeconds(290), time.now().plusSeconds(331));
        assertThat(result(run)).isEqualTo(new RepairResult(1, 0, 0, 0, 1, 1));
    }

    @Test
    void what_the_exchange_has_and_we_did_not_store_is_not_empty() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.hidden(true);
        serve(Configs.standard());

        pass();

        assertThat(shelf.gaps().get(0).lastError()).startsWith("the exchange has 3 candles that were not stored");
        assertThat(shelf.gaps().get(0).confirmations()).isZero();
    }

    @Test
    void what_waits_in_quarantine_is_set_apart_and_not_asked_for_again_unless_somebody_insists() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        shelf.doubt(hours, EIGHT, ELEVEN);
        exchange.hidden(true);
        serve(Configs.standard());

        UUID run = pass();
        laterPass(Duration.ofHours(2));
        laterPass(Duration.ofDays(2));

        assertThat(exchange.asked()).hasSize(1);
        assertThat(shelf.gaps("quarantined")).containsExactly(THREE_HOURS);
        assertThat(shelf.gaps("missing")).isEmpty();
        assertThat(lines(run))
                .contains(
                        "Gap in quarantine: BTCUSD/1h from 2026-02-05 20:00:00 to 2026-02-05 23:00:00: 3 candles are doubted",
                        "Gap maintenance complete: 1 new gaps, 0 repaired, 0 failures, open_gaps=0");

        ended(ask(RepairArgs.one(Long.parseLong(shelf.said(GAP).get(0)), true)));
        assertThat(exchange.asked()).hasSize(2);
        assertThat(shelf.gaps("quarantined")).containsExactly(THREE_HOURS);
    }

    @Test
    void what_was_rejected_is_set_apart_likewise_and_repaired_when_the_exchange_tells_something_else() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, List.of(EIGHT));
        shelf.doubt(hours, EIGHT, EIGHT.plusSeconds(3600));
        shelf.reject(EIGHT, TODAY);
        exchange.hidden(true);
        serve(Configs.standard());
        pass();
        laterPass(Duration.ofDays(2));
        assertThat(exchange.asked()).hasSize(1);
        assertThat(shelf.gaps("quarantined")).hasSize(1);

        exchange.hidden(false);
        ended(ask(RepairArgs.stretch(hours.series(), new Span(EIGHT, ELEVEN), true)));

        assertThat(shelf.gaps("repaired")).containsExactly("BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z");
        assertThat(shelf.gaps("quarantined")).isEmpty();
    }

    @Test
    void of_a_gap_with_a_doubted_candle_the_rest_is_proven_empty() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        Instant nine = EIGHT.plusSeconds(3600);
        exchange.lacks(hours, EIGHT, nine);
        exchange.lacks(hours, nine.plusSeconds(3600), ELEVEN);
        shelf.doubt(hours, nine, nine.plusSeconds(3600));
        exchange.hidden(true);
        serve(Configs.standard());

        pass();
        assertThat(shelf.gaps())
                .filteredOn(gap -> gap.state().equals("missing"))
                .hasSize(2)
                .allSatisfy(gap -> assertThat(gap.confirmations()).isEqualTo(1));
        laterPass(Duration.ofHours(1));
        laterPass(Duration.ofHours(1));

        assertThat(shelf.gaps("quarantined")).containsExactly("BTCUSD/1h 2026-02-05T21:00:00Z..2026-02-05T22:00:00Z");
        assertThat(shelf.gaps("proven-empty"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z",
                        "BTCUSD/1h 2026-02-05T22:00:00Z..2026-02-05T23:00:00Z");
    }

    @Test
    void what_was_accepted_of_a_gap_is_repaired_and_the_rest_of_it_stays_in_quarantine() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        shelf.doubt(hours, EIGHT, ELEVEN);
        exchange.hidden(true);
        serve(Configs.standard());
        pass();

        shelf.fill(hours, EIGHT.plusSeconds(3600), EIGHT.plusSeconds(7200));
        laterPass(Duration.ofHours(1));

        assertThat(shelf.gaps("quarantined"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z",
                        "BTCUSD/1h 2026-02-05T22:00:00Z..2026-02-05T23:00:00Z");
        shelf.fill(hours, EIGHT, ELEVEN);
        laterPass(Duration.ofHours(1));
        assertThat(shelf.gaps("quarantined")).isEmpty();
        assertThat(shelf.gaps("repaired")).hasSize(2);
    }

    @Test
    void built_candles_of_which_a_part_is_doubted_wait_with_it() {
        Kept hours = hours("BTCUSD");
        Kept fours = fours();
        shelf.take(fours, List.of(EIGHT));
        shelf.take(hours, List.of(EIGHT));
        shelf.doubt(hours, EIGHT, EIGHT.plusSeconds(3600));
        exchange.hidden(true);
        serve(Configs.standard());

        pass();
        laterPass(Duration.ofHours(1));

        assertThat(shelf.gaps("quarantined"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z",
                        "BTCUSD/4h 2026-02-05T20:00:00Z..2026-02-06T00:00:00Z");
        assertThat(exchange.asked()).hasSize(1);
    }

    @Test
    void a_request_that_failed_is_tried_again_later_and_later() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.broken(true);
        serve(Configs.standard());

        pass();
        laterPass(Duration.ofHours(1));

        CandleShelf.Row gap = shelf.gaps().get(0);
        assertThat(gap.attempts()).isEqualTo(2);
        assertThat(gap.lastError()).isEqualTo("bitfinex answered 500");
        assertThat(gap.nextTry())
                .isBetween(time.now().plusSeconds(580), time.now().plusSeconds(661));

        exchange.broken(false);
        laterPass(Duration.ofHours(1));
        assertThat(shelf.gaps("repaired")).containsExactly(THREE_HOURS);
        assertThat(shelf.gaps().get(0).lastError()).isNull();
    }

    @Test
    void a_run_repairs_so_many_at_most_the_newest_first() {
        Kept hours = hours("BTCUSD");
        for (int day = 1; day <= 4; day++) {
            Instant open = FIRST.plus(Duration.ofDays(day));
            shelf.take(hours, List.of(open));
        }
        serve(Configs.withMaxRepairs(2));

        pass();

        assertThat(shelf.gaps("missing"))
                .containsExactly(
                        "BTCUSD/1h 2026-01-02T00:00:00Z..2026-01-02T01:00:00Z",
                        "BTCUSD/1h 2026-01-03T00:00:00Z..2026-01-03T01:00:00Z");
    }

    @Test
    void gaps_near_each_other_are_asked_for_at_once_and_each_is_judged_by_itself() {
        Kept hours = hours("BTCUSD");
        List<Instant> days = Stream.of(5, 10, 15, 20)
                .map(day -> FIRST.plus(Duration.ofDays(day)))
                .toList();
        days.forEach(day -> shelf.take(hours, List.of(day)));
        exchange.lacks(hours, days.get(0), days.get(0).plusSeconds(3600)); // both neighbours come
        exchange.lacks(hours, days.get(1), days.get(1).plusSeconds(7200)); // the one after it does not
        serve(Configs.standard());

        UUID run = pass();

        assertThat(exchange.asked()).singleElement().satisfies(asked -> assertThat(asked.parts())
                .hasSize(4));
        assertThat(shelf.gaps("repaired"))
                .containsExactly(
                        "BTCUSD/1h 2026-01-16T00:00:00Z..2026-01-16T01:00:00Z",
                        "BTCUSD/1h 2026-01-21T00:00:00Z..2026-01-21T01:00:00Z");
        assertThat(shelf.gaps().get(0).confirmations()).isEqualTo(1);
        assertThat(shelf.gaps().get(1).confirmations()).isZero();
        assertThat(shelf.gaps().get(1).lastError()).isEqualTo("the exchange has none of the candles around it either");
        assertThat(shelf.said(EVIDENCE)).containsExactly("1 runs from 2026-01-06: /candles/BTCUSD");
        assertThat(result(run)).isEqualTo(new RepairResult(4, 2, 0, 0, 1, 2));
    }

    @Test
    void as_many_gaps_as_a_run_may_repair_take_a_request_for_each_series() {
        List<Kept> both = List.of(hours("BTCUSD"), hours("ETHUSD"));
        for (int day = 1; day <= 5; day++) {
            Instant open = FIRST.plus(Duration.ofDays(day));
            both.forEach(hours -> shelf.take(hours, List.of(open)));
        }
        serve(Configs.standard());

        UUID run = pass();

        assertThat(exchange.asked()).hasSize(2);
        assertThat(result(run).repaired()).isEqualTo(10);
    }

    @Test
    void a_gap_where_a_backfill_has_still_to_come_is_only_asked_for_by_itself() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        shelf.chunk(hours, EIGHT.minusSeconds(3600), EIGHT.plusSeconds(3600), null);
        shelf.giveUp(hours, EIGHT.minusSeconds(3600), time.now());
        openButUnasked();
        shelf.askAgain(hours, EIGHT.minusSeconds(3600));

        laterPass(Duration.ofHours(2));
        ended(ask(RepairArgs.stretch(hours.series(), new Span(EIGHT, ELEVEN), true)));
        assertThat(exchange.asked()).isEmpty();
        assertThat(shelf.gaps("missing")).containsExactly(THREE_HOURS);
        ended(ask(RepairArgs.one(Long.parseLong(shelf.said(GAP).get(0)), false)));

        assertThat(exchange.asked()).hasSize(1);
        assertThat(shelf.gaps("repaired")).containsExactly(THREE_HOURS);
    }

    @Test
    void a_gap_of_built_candles_waits_for_a_backfill_of_those_that_they_are_built_from() {
        Kept hours = hours("BTCUSD");
        Kept fours = fours();
        shelf.take(fours, List.of(EIGHT));
        openButUnasked();
        shelf.chunk(hours, EIGHT, ELEVEN, null);

        laterPass(Duration.ofHours(2));
        assertThat(exchange.asked()).isEmpty();
        shelf.chunk(hours, EIGHT, ELEVEN, time.now());
        laterPass(Duration.ofHours(2));

        assertThat(exchange.asked()).hasSize(1);
    }

    @Test
    void what_is_settled_stays_so_where_a_backfill_has_still_to_come_whoever_insists() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        openButUnasked();
        shelf.sql("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1", time.now());
        shelf.chunk(hours, EIGHT, ELEVEN, null);

        ended(ask(RepairArgs.stretch(hours.series(), new Span(EIGHT, ELEVEN), true)));
        assertThat(shelf.gaps("proven-empty")).containsExactly(THREE_HOURS);
        ended(ask(RepairArgs.one(Long.parseLong(shelf.said(GAP).get(0)), true)));

        assertThat(shelf.gaps("repaired")).containsExactly(THREE_HOURS);
    }

    @Test
    void a_gap_beside_an_empty_one_is_asked_for_with_the_candles_that_are_there() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        serve(Configs.standard());
        pass();
        shelf.sql("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1", time.now());
        Instant seven = EIGHT.minusSeconds(3600);
        shelf.take(hours, List.of(seven));
        exchange.lacks(hours, seven, EIGHT);

        ended(ask(RepairArgs.stretch(hours.series(), new Span(seven, EIGHT), false)));

        assertThat(exchange.asked().get(1).until()).isEqualTo(ELEVEN);
        assertThat(shelf.gaps())
                .anySatisfy(gap -> assertThat(gap.confirmations() + gap.state()).isEqualTo("1missing"));
    }

    @Test
    void a_hole_in_all_symbols_is_one_downtime() {
        List<Kept> all = List.of(hours("BTCUSD"), hours("ETHUSD"), hours("SOLUSD"));
        for (Kept hours : all) {
            isEmpty(hours, EIGHT, ELEVEN);
        }
        // SOLUSD had been quiet for an hour before
        Instant seven = EIGHT.minusSeconds(3600);
        shelf.take(all.get(2), List.of(seven));
        exchange.lacks(all.get(2), seven, EIGHT);
        serve(Configs.standard());

        threePasses();

        assertThat(shelf.gaps("exchange-down"))
                .containsExactly(
                        THREE_HOURS,
                        "ETHUSD/1h 2026-02-05T20:00:00Z..2026-02-05T23:00:00Z",
                        "SOLUSD/1h 2026-02-05T20:00:00Z..2026-02-05T23:00:00Z");
        assertThat(shelf.gaps("proven-empty")).containsExactly("SOLUSD/1h 2026-02-05T19:00:00Z..2026-02-05T20:00:00Z");
        assertThat(shelf.gaps("missing")).isEmpty();
        assertThat(downtimes())
                .containsExactly("2026-02-05T20:00:00Z..2026-02-05T23:00:00Z none of 3 symbols has a 1h candle");
    }

    @Test
    void a_symbol_that_a_backfill_gave_up_has_to_be_asked_for_before_there_is_a_downtime() {
        List<Kept> silent = List.of(hours("BTCUSD"), hours("ETHUSD"), hours("SOLUSD"), hours("XRPUSD"));
        for (Kept hours : silent) {
            isEmpty(hours, EIGHT, ELEVEN);
        }
        Kept givenUp = silent.get(3);
        shelf.chunk(givenUp, EIGHT, ELEVEN, null);
        shelf.giveUp(givenUp, EIGHT, time.now());
        exchange.lacks(givenUp, FIRST, TODAY); // without its neighbours nothing is heard of it
        serve(Configs.standard());

        threePasses();

        assertThat(shelf.gaps("proven-empty")).hasSize(3);
        assertThat(downtimes()).isEmpty();

        exchange.has(givenUp, FIRST, EIGHT);
        exchange.has(givenUp, ELEVEN, TODAY);
        for (int hour = 0; hour < 3; hour++) {
            laterPass(Duration.ofHours(1));
        }
        assertThat(shelf.gaps("exchange-down")).hasSize(4);
        assertThat(downtimes())
                .containsExactly("2026-02-05T20:00:00Z..2026-02-05T23:00:00Z none of 4 symbols has a 1h candle");
    }

    @Test
    void what_was_taken_for_empty_is_known_as_down_when_the_others_are_known() {
        List<Kept> all = List.of(hours("BTCUSD"), hours("ETHUSD"), hours("SOLUSD"));
        for (Kept hours : all) {
            isEmpty(hours, EIGHT, ELEVEN);
        }
        serve(Configs.withMaxRepairs(1));

        pass();
        for (int hour = 0; hour < 9; hour++) {
            laterPass(Duration.ofHours(1));
        }

        assertThat(shelf.gaps("exchange-down")).hasSize(3);
        assertThat(downtimes()).hasSize(1);
    }

    @Test
    void of_a_single_symbol_what_the_exchange_said_of_itself_is_a_downtime() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        shelf.maintenance(EIGHT.plusSeconds(600), EIGHT.plusSeconds(900));
        shelf.maintenance(EIGHT.plusSeconds(3000), EIGHT.plusSeconds(3700));
        serve(Configs.standard());

        threePasses();

        assertThat(shelf.gaps("exchange-down"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z",
                        "BTCUSD/1h 2026-02-05T21:00:00Z..2026-02-05T22:00:00Z");
        assertThat(shelf.gaps("proven-empty")).containsExactly("BTCUSD/1h 2026-02-05T22:00:00Z..2026-02-05T23:00:00Z");
        assertThat(downtimes())
                .containsExactly(
                        "2026-02-05T20:10:00Z..2026-02-05T20:15:00Z bitfinex says that it is under maintenance",
                        "2026-02-05T20:50:00Z..2026-02-05T21:01:40Z bitfinex says that it is under maintenance");
    }

    @Test
    void a_silence_that_contains_what_the_exchange_said_is_one_downtime_with_that() {
        for (Kept hours : List.of(hours("BTCUSD"), hours("ETHUSD"), hours("SOLUSD"))) {
            isEmpty(hours, EIGHT, ELEVEN);
        }
        shelf.maintenance(EIGHT.plusSeconds(600), EIGHT.plusSeconds(900));
        shelf.maintenance(EIGHT.plusSeconds(3000), EIGHT.plusSeconds(3700));
        serve(Configs.standard());

        threePasses();

        assertThat(shelf.gaps("exchange-down")).hasSize(3);
        assertThat(downtimes())
                .containsExactly(
                        "2026-02-05T20:00:00Z..2026-02-05T23:00:00Z bitfinex says that it is under maintenance");
        assertThat(shelf.gaps().stream().map(CandleShelf.Row::downtime).distinct())
                .hasSize(1);
    }

    @Test
    void where_another_symbol_was_traded_the_exchange_was_not_down_whatever_it_said() {
        Kept bitcoin = hours("BTCUSD");
        hours("ETHUSD");
        isEmpty(bitcoin, EIGHT, ELEVEN);
        shelf.maintenance(EIGHT, ELEVEN);
        serve(Configs.standard());

        threePasses();

        assertThat(shelf.gaps("proven-empty")).containsExactly(THREE_HOURS);
    }

    @Test
    void what_the_exchange_says_when_it_is_asked_is_a_downtime_until_it_works_again() {
        Kept hours = hours("BTCUSD");
        Instant last = TODAY.minusSeconds(3600);
        shelf.take(hours, last, TODAY);
        exchange.lacks(hours, last, TODAY.plusSeconds(7200));
        exchange.operative(false);
        serve(Configs.standard());

        pass();
        time.moveTo(TODAY.plusSeconds(3 * 3600 + 300)); // what opened from two o'clock on is streamed
        exchange.operative(true);
        for (int hour = 0; hour < 4; hour++) {
            laterPass(Duration.ofHours(1));
        }

        assertThat(shelf.gaps("proven-empty")).containsExactly("BTCUSD/1h 2026-02-05T23:00:00Z..2026-02-06T00:00:00Z");
        assertThat(shelf.gaps("exchange-down")).containsExactly("BTCUSD/1h 2026-02-06T00:00:00Z..2026-02-06T02:00:00Z");
    }

    @Test
    void while_the_exchange_is_under_maintenance_nobody_asks_it() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.operative(false);
        serve(Configs.standard());

        UUID run = pass();
        assertThat(exchange.asked()).isEmpty();
        assertThat(shelf.gaps().get(0).attempts()).isZero();
        assertThat(result(run)).isEqualTo(new RepairResult(1, 0, 0, 0, 0, 1));
        assertThat(downtimes()).satisfiesExactly(said -> assertThat(said)
                .startsWith("2026-02-06T00:05:0")
                .endsWith("..null bitfinex says that it is under maintenance"));

        exchange.operative(true);
        laterPass(Duration.ofHours(1));
        assertThat(shelf.gaps("repaired")).hasSize(1);
        assertThat(downtimes().get(0)).doesNotContain("null");
    }

    @Test
    void a_downtime_ends_although_nothing_is_left_to_ask_for() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.operative(false);
        serve(Configs.standard());
        pass();

        shelf.fill(hours, EIGHT, ELEVEN); // by the stream's catch-up
        exchange.operative(true);
        laterPass(Duration.ofHours(1));

        assertThat(exchange.asked()).isEmpty();
        assertThat(downtimes()).hasSize(1).noneMatch(said -> said.contains("null"));
    }

    @Test
    void a_downtime_lasts_no_longer_than_until_the_first_candle_after_it() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.operative(false);
        serve(Configs.standard());
        pass();

        shelf.fill(hours, TODAY.plusSeconds(2 * 3600), TODAY.plusSeconds(5 * 3600));
        time.moveTo(TODAY.plus(Duration.ofDays(3)));
        exchange.operative(true);
        ended(ask(PASS));

        assertThat(downtimes()).singleElement().asString().contains("..2026-02-06T02:00:00Z ");
    }

    @Test
    void gaps_are_repaired_although_nobody_can_read_whether_the_exchange_works() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.statusless();
        serve(Configs.standard());

        pass();

        assertThat(shelf.gaps("repaired")).containsExactly(THREE_HOURS);
    }

    @Test
    void where_nobody_can_read_whether_the_exchange_works_a_downtime_ends_with_its_first_candle() {
        Kept hours = hours("BTCUSD");
        shelf.take(hours, EIGHT, ELEVEN);
        exchange.operative(false);
        serve(Configs.standard());
        pass();
        exchange.statusless();

        laterPass(Duration.ofMinutes(30));
        assertThat(downtimes()).singleElement().asString().contains("..null ");
        laterPass(Duration.ofHours(3));

        assertThat(downtimes()).singleElement().asString().contains("..2026-02-06T01:00:00Z ");
    }

    @Test
    void built_candles_end_with_those_that_they_are_built_from() {
        Kept hours = hours("BTCUSD");
        Kept fours = fours();
        shelf.take(fours, List.of(EIGHT));
        shelf.take(hours, List.of(EIGHT));
        exchange.lacks(hours, EIGHT, EIGHT.plusSeconds(3600));
        serve(Configs.standard());

        pass();
        assertThat(shelf.gaps()).anySatisfy(gap -> assertThat(gap.lastError()).isEqualTo("waits for BTCUSD/1h"));
        for (int hour = 0; hour < 4; hour++) {
            laterPass(Duration.ofHours(1));
        }

        assertThat(shelf.gaps("proven-empty"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z",
                        "BTCUSD/4h 2026-02-05T20:00:00Z..2026-02-06T00:00:00Z");
        assertThat(exchange.asked()).hasSize(3);
    }

    @Test
    void what_waits_for_its_parts_takes_no_place_and_is_no_failure() {
        Kept hours = hours("BTCUSD");
        Kept fours = fours();
        shelf.take(fours, List.of(EIGHT));
        shelf.take(hours, List.of(EIGHT, FIRST));
        exchange.lacks(hours, EIGHT, EIGHT.plusSeconds(3600));
        serve(Configs.withMaxRepairs(2));

        UUID run = pass();

        assertThat(shelf.gaps("repaired")).containsExactly("BTCUSD/1h 2026-01-01T00:00:00Z..2026-01-01T01:00:00Z");
        assertThat(result(run)).isEqualTo(new RepairResult(3, 1, 0, 0, 0, 2));
    }

    @Test
    void whoever_insists_on_built_candles_has_those_asked_for_that_they_are_built_from() {
        Kept hours = hours("BTCUSD");
        Kept fours = fours();
        shelf.take(fours, List.of(EIGHT));
        shelf.take(hours, List.of(EIGHT));
        exchange.lacks(hours, EIGHT, EIGHT.plusSeconds(3600));
        openButUnasked();
        shelf.sql("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1", time.now());

        ended(ask(RepairArgs.stretch(fours.series(), new Span(EIGHT, TODAY), true)));

        assertThat(exchange.asked()).singleElement().satisfies(asked -> assertThat(asked.timeframe())
                .isEqualTo("1h"));
        ended(ask(RepairArgs.stretch(fours.series(), new Span(EIGHT, TODAY), false)));
        assertThat(shelf.gaps("proven-empty")).hasSize(2);
    }

    @Test
    void built_candles_were_down_only_where_those_were_that_they_are_built_from() {
        Kept hours = hours("BTCUSD");
        Kept fours = shelf.series("BTCUSD", Timeframe.H4, FIRST, null, "1h");
        Instant four = EIGHT.minus(Duration.ofHours(4));
        shelf.fill(fours, FIRST, TODAY);
        shelf.take(fours, four, TODAY);
        shelf.take(hours, List.of(four, EIGHT));
        openButUnasked();
        shelf.sql(
                "UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1 WHERE gap_start = $2",
                time.now(),
                EIGHT);
        shelf.sql("""
                UPDATE data_gaps
                   SET state = 'exchange-down', repaired_at = $1, downtime_id = (SELECT max(id) FROM downtimes)
                 WHERE timeframe = '1h'
                   AND gap_start = $2
                """, time.now(), four);

        ended(ask(PASS));

        assertThat(shelf.gaps("exchange-down"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T16:00:00Z..2026-02-05T17:00:00Z",
                        "BTCUSD/4h 2026-02-05T16:00:00Z..2026-02-05T20:00:00Z");
        assertThat(shelf.gaps("proven-empty"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z",
                        "BTCUSD/4h 2026-02-05T20:00:00Z..2026-02-06T00:00:00Z");
    }

    @Test
    void a_run_whose_node_dies_while_it_waits_counts_nothing_twice() {
        Kept hours = hours("BTCUSD");
        isEmpty(hours, EIGHT, ELEVEN);
        serve(Configs.standard());
        Await.until("the exchange was asked", () -> exchange.asked().size() == 1);
        UUID run = UUID.fromString(shelf.said(LAST).get(0));

        done(engine.close());
        engine = Engines.open("b", database, vertx, time);
        serve(Configs.standard());
        ended(run);

        assertThat(shelf.gaps().get(0).confirmations()).isEqualTo(1);
        assertThat(shelf.gaps().get(0).attempts()).isEqualTo(1);
        assertThat(exchange.asked()).hasSizeLessThanOrEqualTo(2);
    }

    /** Built of the hours of bitcoin. */
    private Kept fours() {
        Kept fours = shelf.series("BTCUSD", Timeframe.H4, FIRST, null, "1h");
        shelf.fill(fours, FIRST, TODAY);
        return fours;
    }

    @CanIgnoreReturnValue
    private Kept hours(String symbol) {
        Kept hours = shelf.series(symbol, Timeframe.H1, FIRST, null);
        shelf.fill(hours, FIRST, TODAY);
        exchange.has(hours, FIRST, TODAY.plus(Duration.ofDays(30)));
        return hours;
    }

    private void serve(GapRepairConfig config) {
        done(engine.start(exchange));
        done(engine.start(GapJobs.repair(config, database, time, exchange)));
    }

    /** A pass that finds gaps while nobody can be asked for them. */
    private void openButUnasked() {
        exchange.operative(false);
        serve(Configs.standard());
        pass();
        exchange.operative(true);
    }

    /** Candles of a stretch are missing, and the exchange has none of them. */
    private void isEmpty(Kept series, Instant from, Instant until) {
        shelf.take(series, from, until);
        exchange.lacks(series, from, until);
    }

    /** As many as it takes to believe an exchange that has nothing. */
    private void threePasses() {
        pass();
        laterPass(Duration.ofHours(1));
        laterPass(Duration.ofHours(1));
    }

    /** The hours that passed meanwhile came by the stream. */
    private void laterPass(Duration later) {
        Instant before = time.now();
        time.moveTo(before.plus(later));
        shelf.stream(Timeframe.H1, before.minus(Duration.ofHours(2)), time.now());
        shelf.stream(Timeframe.H4, before.minus(Duration.ofHours(8)), time.now());
        ended(ask(PASS));
    }

    /** The first pass, by schedule; the others are asked for, so that none comes while a test moves the clock. */
    @CanIgnoreReturnValue
    private UUID pass() {
        Await.until("it fired and nothing runs", () -> {
            time.advance(Duration.ofMillis(200));
            return !shelf.said(LAST).isEmpty()
                    && done(database.read(tx -> tx.query("SELECT 1 FROM job_queue", row -> 1)))
                            .isEmpty();
        });
        By ann = new By("ann", "admin", "by hand from now on");
        done(database.write(tx -> engine.operator().pauseSchedule(tx, GapRepairJob.NAME, null, ann)));
        return UUID.fromString(shelf.said(LAST).get(0));
    }

    private UUID ask(RepairArgs args) {
        return done(engine.enqueue(
                        RunRequest.of(GapRepairJob.NAME, Origin.api("ann")).with(args)))
                .runId();
    }

    @CanIgnoreReturnValue
    private UUID ended(UUID run) {
        Await.until("the run is over", () -> {
            time.advance(Duration.ofMillis(200));
            return saidBy(run).isPresent();
        });
        assertThat(saidBy(run).orElseThrow()).startsWith("SUCCESS");
        return run;
    }

    private Optional<String> saidBy(UUID run) {
        return done(database.read(tx -> tx.first(ENDED, row -> row.text("said"), run)));
    }

    private RepairResult result(UUID run) {
        return Wire.decode(saidBy(run).orElseThrow().substring("SUCCESS ".length()), RepairResult.class);
    }

    private List<String> lines(UUID run) {
        return done(database.read(tx -> tx.query(LINES, row -> row.text("message"), run)));
    }

    private List<String> downtimes() {
        return done(database.read(tx -> tx.query(
                DOWNTIMES,
                row -> row.instant("from_at") + ".." + row.instantOrNull("until_at") + " " + row.text("evidence"))));
    }
}
