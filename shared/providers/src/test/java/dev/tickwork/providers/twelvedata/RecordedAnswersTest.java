package dev.tickwork.providers.twelvedata;

import static dev.tickwork.providers.twelvedata.LocalVendor.catalog;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.DailySeries;
import dev.tickwork.providers.QuoteAnswer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that were recorded from the vendor; they are not ours to publish, so they lie elsewhere. */
class RecordedAnswersTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Set<String> READ_HERE =
            Set.of("batch_quote.json", "err_400_symbol.json", "err_401.json", "err_429_minute.json");
    private static final Set<String> OF_OTHER_ENDPOINTS = Set.of(
            "batch_time_series.json",
            "dividends_calendar.json",
            "etfs_list.json",
            "etfs_world_summary.json",
            "exchange_rate.json",
            "exchange_schedule.json",
            "income_statement.json",
            "time_series_cross.json");

    private static final Set<String> DAYS = Set.of("batch_time_series.json", "time_series_cross.json");

    private final LocalVendor vendor = new LocalVendor(VERTX, null);

    /** For each test: one that is skipped with its whole class is not in Maven's report. */
    @BeforeEach
    void samplesAreHere() {
        assumeTrue(
                System.getenv("TICKWORK_SAMPLES") != null,
                "skipped: set TICKWORK_SAMPLES to the folder of recorded answers");
    }

    @AfterEach
    void close() {
        vendor.close();
    }

    @AfterAll
    static void closeVertx() {
        done(VERTX.close());
    }

    @Test
    void no_recording_is_overlooked() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(READ_HERE.stream(), OF_OTHER_ENDPOINTS.stream())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void a_batch_of_quotes() throws IOException {
        vendor.answers(200, sample("batch_quote.json"), "Is_batch", "true");

        var answer = (QuoteAnswer.Quotes) latest("AAPL", "MSFT");

        assertThat(answer.failed()).isEmpty();
        assertThat(answer.quotes())
                .extracting(Quote::symbol, Quote::price, Quote::previousClose)
                .containsExactly(tuple("AAPL", "229.87000", "228.52000"), tuple("MSFT", "414.17000", "412.87000"));
        assertThat(answer.quotes())
                .as("the market was closed and only the bar's stamp was sent")
                .allSatisfy(quote -> assertThat(quote.asOf()).isEqualTo("2024-11-22T20:00:00Z"));
    }

    @Test
    void one_of_a_batch_of_quotes_when_only_that_was_asked_for() throws IOException {
        vendor.answers(200, sample("batch_quote.json"));

        var answer = (QuoteAnswer.Quotes) latest("MSFT");

        assertThat(answer.quotes()).extracting(Quote::symbol).containsExactly("MSFT");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void an_unknown_symbol(int status) throws IOException {
        vendor.answers(status, sample("err_400_symbol.json"));

        var answer = (QuoteAnswer.Quotes) latest("AAPL");

        assertThat(answer.quotes()).isEmpty();
        assertThat(answer.failed().get("AAPL"))
                .startsWith("twelvedata says 400: ")
                .contains("not found");
    }

    @Test
    void an_unknown_symbol_inside_a_batch() throws IOException {
        String quote = sample("batch_quote.json");
        vendor.answers(200, quote.strip().replaceFirst("\\}$", ",\"EUR/USD\":" + sample("err_400_symbol.json") + "}"));

        var answer = (QuoteAnswer.Quotes) latest("AAPL", "EURUSD", "MSFT");

        assertThat(answer.quotes()).extracting(Quote::symbol).containsExactly("AAPL", "MSFT");
        assertThat(answer.failed()).containsOnlyKeys("EURUSD");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401})
    void a_wrong_key(int status) throws IOException {
        vendor.answers(status, sample("err_401.json"));

        assertThatThrownBy(() -> latest("AAPL"))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessageStartingWith("twelvedata says 401: ");
    }

    /** After a status that says so we wait for a minute at least. */
    @ParameterizedTest
    @CsvSource({"200, 2026-03-04T12:01:00Z", "429, 2026-03-04T12:01:30Z"})
    void the_credits_of_a_minute_spent(int status, Instant until) throws IOException {
        vendor.answers(status, sample("err_429_minute.json"));

        var answer = (QuoteAnswer.RateLimited) latest("AAPL");

        assertThat(answer.until()).isEqualTo(until);
        assertThat(answer.reason()).startsWith("twelvedata says 429: ");
    }

    @Test
    void the_answer_of_another_endpoint_is_no_price() throws IOException {
        for (String name : OF_OTHER_ENDPOINTS) {
            vendor.answers(200, sample(name));

            assertThat(pricesOf("AAPL", "EURUSD")).as(name).isEmpty();
        }
    }

    @Test
    void a_batch_of_daily_series() throws IOException {
        vendor.answers(200, sample("batch_time_series.json"), "Is_batch", "true");

        var answer = (DailyPriceAnswer.Found) days("AAPL", "MSFT");

        assertThat(answer.failed()).isEmpty();
        assertThat(answer.series()).extracting(DailySeries::symbol).containsExactly("AAPL", "MSFT");
        assertThat(answer.series().get(0).bars())
                .containsExactly(new DailyBar(
                        LocalDate.parse("2024-11-22"),
                        new BigDecimal("228.84000"),
                        new BigDecimal("230.50000"),
                        new BigDecimal("227.25000"),
                        new BigDecimal("229.87000"),
                        new BigDecimal("35462000")));
    }

    @Test
    void one_of_a_batch_of_daily_series_when_only_that_was_asked_for() throws IOException {
        vendor.answers(200, sample("batch_time_series.json"));

        var answer = (DailyPriceAnswer.Found) days("MSFT");

        assertThat(answer.series().get(0).bars()).hasSize(1);
    }

    @Test
    void minutes_of_a_cross_are_no_daily_series() throws IOException {
        vendor.answers(200, sample("time_series_cross.json"));

        var answer = (DailyPriceAnswer.Found) days("AAPL");

        assertThat(answer.series()).isEmpty();
        assertThat(answer.failed()).containsOnlyKeys("AAPL");
    }

    @Test
    void the_answer_of_another_endpoint_is_no_day() throws IOException {
        for (String name : OF_OTHER_ENDPOINTS) {
            if (!DAYS.contains(name)) {
                vendor.answers(200, sample(name));

                assertThat(daysOf("AAPL", "EURUSD")).as(name).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 2026-03-04T12:01:00Z", "429, 2026-03-04T12:01:30Z"})
    void the_credits_of_a_minute_spent_on_days(int status, Instant until) throws IOException {
        vendor.answers(status, sample("err_429_minute.json"));

        assertThat(((DailyPriceAnswer.RateLimited) days("AAPL")).until()).isEqualTo(until);
    }

    private List<DailySeries> daysOf(String... symbols) {
        try {
            return days(symbols).match(DailyPriceAnswer.Found::series, limited -> List.of());
        } catch (Fault.Permanent otherForm) {
            return List.of();
        }
    }

    private DailyPriceAnswer days(String... symbols) {
        var question = new DailyPriceQuestion(
                new TreeSet<>(List.of(symbols)), LocalDate.parse("2024-11-01"), LocalDate.parse("2024-11-30"));
        return done(vendor.dailyPrices(catalog("AAPL", "MSFT", "EUR/USD")).daily(question));
    }

    private List<Quote> pricesOf(String... symbols) {
        try {
            return latest(symbols).match(QuoteAnswer.Quotes::quotes, limited -> List.of());
        } catch (Fault.Permanent otherForm) {
            return List.of();
        }
    }

    private QuoteAnswer latest(String... symbols) {
        var catalog = catalog("AAPL", "MSFT", "EUR/USD");
        return done(vendor.quotes(catalog).latest(new TreeSet<>(List.of(symbols))));
    }

    private static Tuple tuple(String symbol, String price, String previousClose) {
        return Tuple.tuple(symbol, new BigDecimal(price), new BigDecimal(previousClose));
    }

    private static String sample(String name) throws IOException {
        return Files.readString(folder().resolve(name));
    }

    private static Path folder() {
        return Path.of(System.getenv("TICKWORK_SAMPLES"), "twelvedata");
    }
}
