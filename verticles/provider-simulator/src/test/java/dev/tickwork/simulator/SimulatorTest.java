package dev.tickwork.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.config.Secret;
import dev.tickwork.simulator.SimulatorConfig.TwelveDataPlan;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {
    private static final String DAILY = "/twelvedata/time_series?interval=1day";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time = FakeTime.at("2026-03-04T12:00:30Z");

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void one_symbol_gives_its_quote_without_a_key_around_it() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        JsonNode quote = get(port, "/twelvedata/quote?symbol=XAU/USD");

        assertThat(quote.path("symbol").asText()).isEqualTo("XAU/USD");
        assertThat(quote.path("name").asText()).isEqualTo("Gold Spot / US Dollar");
        assertThat(quote.path("close").isTextual()).isTrue();
        assertThat(quote.path("close").asText()).matches("\\d+\\.\\d{5}");
        assertThat(quote.path("previous_close").asText()).matches("\\d+\\.\\d{5}");
        assertThat(quote.path("datetime").asText()).isEqualTo("2026-03-04");
        assertThat(quote.path("timestamp").asLong()).isEqualTo(epoch("2026-03-04T00:00:00Z"));
        assertThat(quote.path("last_quote_at").asLong()).isEqualTo(epoch("2026-03-04T12:00:00Z"));
        assertThat(quote.path("is_market_open").asBoolean()).isTrue();
        assertThat(quote.path("fifty_two_week").path("high").isTextual()).isTrue();
    }

    @Test
    void several_symbols_give_an_object_keyed_by_symbol_with_the_error_at_its_place() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        WireCall call = WireCall.get(port, "/twelvedata/quote?symbol=EUR/USD,NO/SUCH,BTC/USD", PATIENCE);
        JsonNode batch = Wire.tree(call.body());

        assertThat(call.status()).isEqualTo(200);
        assertThat(call.header("Is_batch")).isEqualTo("true");
        assertThat(batch.fieldNames()).toIterable().containsExactly("EUR/USD", "NO/SUCH", "BTC/USD");
        assertThat(batch.path("EUR/USD").path("symbol").asText()).isEqualTo("EUR/USD");
        assertThat(batch.path("NO/SUCH").path("code").asInt()).isEqualTo(400);
        assertThat(batch.path("NO/SUCH").path("status").asText()).isEqualTo("error");
    }

    @Test
    void a_price_is_the_quotes_close() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        JsonNode price = get(port, "/twelvedata/price?symbol=BTC/USD");

        assertThat(price.path("price"))
                .isEqualTo(get(port, "/twelvedata/quote?symbol=BTC/USD").path("close"));
    }

    @Test
    void mistakes_get_the_vendors_codes_as_status_and_in_the_body() throws Exception {
        int port = start(SimulatorConfig.onFreePort());
        String tooMany =
                String.join(",", IntStream.range(0, 121).mapToObj(i -> "S" + i).toList());

        assertRefused(WireCall.get(port, "/twelvedata/quote", PATIENCE), 400);
        assertRefused(WireCall.get(port, "/twelvedata/quote?symbol=NO/SUCH", PATIENCE), 400);
        assertRefused(WireCall.get(port, "/twelvedata/quote?symbol=" + tooMany, PATIENCE), 414);
        assertRefused(WireCall.get(port, "/twelvedata/no_such?symbol=EUR/USD", PATIENCE), 404);
        assertThat(WireCall.get(port, "/nobody/quote?symbol=EUR/USD", PATIENCE).status())
                .isEqualTo(404);
    }

    @Test
    void only_the_right_key_is_let_in_when_one_is_configured() throws Exception {
        int port = start(SimulatorConfig.onFreePort().withPlan(new TwelveDataPlan(new Secret("sesame"), 0, 0)));

        assertRefused(WireCall.get(port, "/twelvedata/price?symbol=EUR/USD", PATIENCE), 401);
        assertRefused(WireCall.get(port, "/twelvedata/price?symbol=EUR/USD&apikey=barley", PATIENCE), 401);
        assertThat(WireCall.get(port, "/twelvedata/price?symbol=EUR/USD&apikey=sesame", PATIENCE)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_plan_runs_out_by_symbols_and_comes_back_with_the_next_minute() throws Exception {
        int port = start(SimulatorConfig.onFreePort().withPlan(new TwelveDataPlan(new Secret(""), 8, 20)));

        WireCall first =
                WireCall.get(port, "/twelvedata/price?symbol=EUR/USD,GBP/USD,XAU/USD,XAG/USD,BTC/USD", PATIENCE);
        WireCall second = WireCall.get(port, "/twelvedata/price?symbol=EUR/USD,GBP/USD,XAU/USD,XAG/USD", PATIENCE);
        time.advance(Duration.ofMinutes(1));
        WireCall third = WireCall.get(port, "/twelvedata/price?symbol=EUR/USD,GBP/USD,XAU/USD,XAG/USD", PATIENCE);

        assertThat(first.header("api-credits-used")).isEqualTo("5");
        assertThat(first.header("api-credits-left")).isEqualTo("3");
        assertRefused(second, 429);
        assertThat(second.body()).contains("current minute", "9 were used", "limit is 8");
        assertThat(third.status()).isEqualTo(200);
        assertThat(third.header("api-credits-left")).isEqualTo("4");
    }

    @Test
    void a_plan_of_the_day_runs_out_until_midnight() throws Exception {
        int port = start(SimulatorConfig.onFreePort().withPlan(new TwelveDataPlan(new Secret(""), 0, 1)));

        WireCall first = WireCall.get(port, "/twelvedata/price?symbol=EUR/USD", PATIENCE);
        time.moveTo(Instant.parse("2026-03-04T23:59:59Z"));
        WireCall late = WireCall.get(port, "/twelvedata/price?symbol=EUR/USD", PATIENCE);
        time.advance(Duration.ofSeconds(1));
        WireCall next = WireCall.get(port, "/twelvedata/price?symbol=EUR/USD", PATIENCE);

        assertThat(first.status()).isEqualTo(200);
        assertRefused(late, 429);
        assertThat(late.body()).contains("for the day");
        assertThat(next.status()).isEqualTo(200);
    }

    @Test
    void recorded_answers_are_served_from_files_and_missing_ones_are_404(@TempDir Path folder) throws Exception {
        Path quotes = Files.createDirectories(folder.resolve("twelvedata/quote"));
        Files.writeString(quotes.resolve("XAUUSD.json"), "{\"symbol\": \"XAU/USD\", \"close\": \"1234.56789\"}");
        Files.writeString(quotes.resolve("EURUSD.json"), "not JSON");
        int port = start(SimulatorConfig.onFreePort().withMockData(folder));

        JsonNode batch = get(port, "/twelvedata/quote?symbol=XAU/USD,GBP/USD,EUR/USD,../../XAU/USD");

        assertThat(batch.path("XAU/USD").path("close").asText()).isEqualTo("1234.56789");
        assertThat(batch.path("GBP/USD").path("code").asInt()).isEqualTo(404);
        assertThat(batch.path("EUR/USD").path("code").asInt()).isEqualTo(500);
        assertThat(batch.path("../../XAU/USD").path("close").asText()).isEqualTo("1234.56789");
    }

    @Test
    void answers_come_as_late_as_configured() throws Exception {
        int port = start(SimulatorConfig.onFreePort().withDelay(Duration.ofMillis(300)));
        long begin = System.nanoTime();

        WireCall call = WireCall.get(port, "/twelvedata/price?symbol=EUR/USD", PATIENCE);

        assertThat(call.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void follows_a_clock_that_is_moved() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        time.moveTo(Instant.parse("2013-11-02T12:00:00Z"));
        JsonNode euro = get(port, "/twelvedata/quote?symbol=EUR/USD");

        assertThat(euro.path("is_market_open").asBoolean()).isFalse();
        assertThat(euro.path("datetime").asText()).isEqualTo("2013-11-01");
        assertThat(euro.path("last_quote_at").asLong()).isEqualTo(epoch("2013-11-01T20:59:00Z"));
    }

    @Test
    void the_newest_day_of_a_series_is_the_quotes_day_and_the_others_have_ended() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        JsonNode series = get(port, DAILY + "&symbol=XAU/USD&outputsize=3");
        JsonNode quote = get(port, "/twelvedata/quote?symbol=XAU/USD");

        assertThat(series.path("status").asText()).isEqualTo("ok");
        assertThat(series.path("meta").path("symbol").asText()).isEqualTo("XAU/USD");
        assertThat(series.path("values").findValuesAsText("datetime"))
                .containsExactly("2026-03-04", "2026-03-03", "2026-03-02");
        for (String price : List.of("open", "high", "low", "close")) {
            assertThat(series.path("values").path(0).path(price)).isEqualTo(quote.path(price));
        }
        assertThat(series.path("values").path(1).path("close")).isEqualTo(quote.path("previous_close"));
        assertThat(series.path("values").path(0).has("volume")).isFalse();
    }

    @Test
    void a_share_has_days_of_its_exchange_with_volume_and_no_unfinished_one_before_the_open() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        JsonNode series = get(port, DAILY + "&symbol=AAPL&start_date=2026-02-26&end_date=2026-03-04&order=ASC");

        assertThat(series.path("values").findValuesAsText("datetime"))
                .containsExactly("2026-02-26", "2026-02-27", "2026-03-02", "2026-03-03");
        assertThat(series.path("values").path(0).path("volume").asText()).matches("[1-9]\\d{6,7}");
        assertThat(series.path("meta").path("exchange_timezone").asText()).isEqualTo("America/New_York");
    }

    @Test
    void several_series_are_keyed_by_symbol_and_an_empty_window_is_an_error_at_its_place() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        JsonNode batch = get(port, DAILY + "&symbol=BTC/USD,AAPL,NO&start_date=2026-02-28&end_date=2026-03-01");

        assertThat(batch.path("BTC/USD").path("values")).hasSize(2);
        assertThat(batch.path("AAPL").path("code").asInt()).isEqualTo(400);
        assertThat(batch.path("AAPL").path("message").asText()).startsWith("No data is available");
        assertThat(batch.path("NO").path("message").asText()).contains("not known");
    }

    @Test
    void a_series_without_dates_has_thirty_days_and_mistakes_are_refused() throws Exception {
        int port = start(SimulatorConfig.onFreePort());

        assertThat(get(port, DAILY + "&symbol=EUR/USD").path("values")).hasSize(30);
        for (String mistake : List.of("outputsize=0", "outputsize=5001", "outputsize=x", "start_date=yesterday")) {
            assertRefused(WireCall.get(port, DAILY + "&symbol=EUR/USD&" + mistake, PATIENCE), 400);
        }
        assertRefused(WireCall.get(port, "/twelvedata/time_series?symbol=EUR/USD&interval=1min", PATIENCE), 400);
    }

    @Test
    void a_recorded_series_is_served_from_its_file(@TempDir Path folder) throws Exception {
        Path recorded = Files.createDirectories(folder.resolve("twelvedata/time_series"));
        Files.writeString(recorded.resolve("AAPL.json"), "{\"values\": [], \"status\": \"ok\"}");
        int port = start(SimulatorConfig.onFreePort().withMockData(folder));

        assertThat(get(port, DAILY + "&symbol=AAPL").path("status").asText()).isEqualTo("ok");
        assertRefused(WireCall.get(port, DAILY + "&symbol=MSFT", PATIENCE), 404);
    }

    private int start(SimulatorConfig config) throws Exception {
        return Simulator.start(vertx, config, time, new Random(1))
                .await(10, TimeUnit.SECONDS)
                .port();
    }

    private static JsonNode get(int port, String path) throws Exception {
        return Wire.tree(WireCall.get(port, path, PATIENCE).body());
    }

    private static void assertRefused(WireCall call, int code) {
        assertThat(call.status()).isEqualTo(code);
        assertThat(Wire.tree(call.body()).path("code").asInt()).isEqualTo(code);
        assertThat(Wire.tree(call.body()).path("status").asText()).isEqualTo("error");
    }

    private static long epoch(String moment) {
        return Instant.parse(moment).getEpochSecond();
    }
}
