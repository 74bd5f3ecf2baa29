package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Written;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PriceFetchJobTest {
    private static final Duration EVERY_5_SECONDS = Duration.ofSeconds(5);
    private static final MoveLimits LIMITS =
            new MoveLimits(new BigDecimal("5"), new BigDecimal("10"), new BigDecimal("25"), new BigDecimal("25"));

    private final FakeTime time = FakeTime.at("2026-03-02T12:00:00Z");
    private final ScriptedSource source = new ScriptedSource();
    private final List<Quote> stored = new ArrayList<>();
    private final List<Quote> shown = new ArrayList<>();
    private final FetchPlan plan = new FetchPlan(
            List.of(Instruments.GOLD, Instruments.EURO, Instruments.BITCOIN),
            new PriceFetcherConfig(
                    List.of("XAUUSD", "EURUSD", "BTCUSD"),
                    EVERY_5_SECONDS,
                    Duration.ofMinutes(15),
                    3,
                    true,
                    30,
                    LIMITS,
                    new DailyConfig(List.of("SPY"), 400, Duration.ofMinutes(30), "5 * * * *", "30 1 * * *", "UTC")),
            CallBudget.UNLIMITED,
            time);
    private final PriceFetchJob job = new PriceFetchJob(
            EVERY_5_SECONDS,
            plan,
            source,
            new QuoteJudge(
                    new Plausibility(Instruments.CATALOG, LIMITS),
                    () -> Future.succeededFuture(List.copyOf(stored)),
                    time),
            (run, believed) -> keep(believed));

    @Test
    void asks_for_all_symbols_at_once_and_publishes_what_came() throws Exception {
        source.willAnswer(quote("XAUUSD", "2000.10"), quote("EURUSD", "1.10001"), quote("BTCUSD", "64000.5"));

        JobOutcome outcome = run();

        assertThat(source.asked()).containsExactly("[BTCUSD, EURUSD, XAUUSD]");
        assertThat(outcome).isEqualTo(new JobOutcome.Done(3, 3, new TreeMap<>()));
        assertThat(shown).extracting(Quote::symbol).containsExactly("XAUUSD", "EURUSD", "BTCUSD");
    }

    @Test
    void one_bad_symbol_never_hurts_the_others() throws Exception {
        source.willAnswer(
                new TreeMap<>(Map.of("EURUSD", "symbol not found")),
                quote("XAUUSD", "2000.10"),
                quote("BTCUSD", "64000.5"));

        var done = (JobOutcome.Done) run();

        assertThat(done.items()).isEqualTo(2);
        assertThat(done.failed()).containsOnly(Map.entry("EURUSD", "symbol not found"));
        assertThat(shown).extracting(Quote::symbol).containsExactly("XAUUSD", "BTCUSD");
    }

    @Test
    void an_absurd_price_is_neither_stored_nor_shown() throws Exception {
        source.willAnswer(quote("XAUUSD", "2000.10"), quote("EURUSD", "1.10001"), quote("BTCUSD", "64000.5"));
        run();
        time.advance(EVERY_5_SECONDS);
        source.willAnswer(quote("XAUUSD", "0.20"), quote("EURUSD", "1.10002"), quote("BTCUSD", "64001"));

        var done = (JobOutcome.Done) run();

        assertThat(done.failed()).containsOnlyKeys("XAUUSD");
        assertThat(stored).noneMatch(quote -> quote.price().compareTo(BigDecimal.ONE) < 0);
    }

    @Test
    void after_a_pause_prices_are_measured_by_what_was_stored_meanwhile() throws Exception {
        stored.add(quote("BTCUSD", "640"));
        source.willAnswer(quote("BTCUSD", "64000.5"), quote("XAUUSD", "2000.10"));

        var done = (JobOutcome.Done) run();

        assertThat(done.failed()).containsOnlyKeys("BTCUSD");
    }

    @Test
    void a_run_that_brought_nothing_usable_has_failed_and_says_why() {
        source.willAnswer(new TreeMap<>(Map.of("BTCUSD", "symbol not found", "EURUSD", "not a number")));

        assertThatThrownBy(this::run)
                .isInstanceOf(Fault.Transient.class)
                .hasMessageContainingAll("BTCUSD=symbol not found", "EURUSD=not a number");
        assertThat(shown).isEmpty();
    }

    @Test
    void a_provider_that_wants_us_to_wait_is_not_asked_again_before_its_time() throws Exception {
        Instant until = time.now().plusSeconds(40);
        source.will(Future.succeededFuture(new QuoteAnswer.RateLimited(until, "credits are used up")));

        assertThat(run()).isEqualTo(new JobOutcome.Skipped("credits are used up, until " + until));
        time.advance(EVERY_5_SECONDS);
        assertThat(run()).isInstanceOf(JobOutcome.Skipped.class);

        assertThat(source.asked()).hasSize(1);
        assertThat(job.definition().schedules().get(0).cadenceAt(time.now()).notAfter())
                .isEqualTo(until);
    }

    @Test
    void an_outage_fails_the_run_and_changes_nothing() {
        source.will(Future.failedFuture(new Fault.Transient("twelvedata does not answer", null)));

        assertThatThrownBy(this::run).isInstanceOf(Fault.Transient.class);

        assertThat(stored).isEmpty();
        assertThat(shown).isEmpty();
    }

    @CanIgnoreReturnValue
    private JobOutcome run() throws Exception {
        return JobHarness.withoutDatabase(time).run(job);
    }

    private Future<Written> keep(List<Quote> believed) {
        stored.addAll(believed);
        shown.addAll(believed);
        return Future.succeededFuture(new Written.Committed(believed.size()));
    }

    private Quote quote(String symbol, String price) {
        return new Quote(symbol, new BigDecimal(price), null, time.now(), time.now(), "twelvedata", true);
    }
}
