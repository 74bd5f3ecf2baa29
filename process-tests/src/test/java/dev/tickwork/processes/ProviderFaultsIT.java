package dev.tickwork.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The provider in each of its bad days, brought about over HTTP by an admin: the run says what happened, the last values
 * stay, and what is stored is what the market said.
 */
@ExtendWith({RealPostgres.class, RealRedis.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderFaultsIT {
    /** As usual, but in seconds where people have minutes; what fails is asked for again by the next run only. */
    private static final String IMPATIENT = """
            providers:
              twelvedata:
                breaker: {failures: 3, reset_after: 2s}
                timeouts: {connect: 1s, read: 1s, total: 1500ms}
                retry: {max_retries: 2, initial_backoff: 30s, min_rate_limit_backoff: 20s, max_backoff: 30s}
            """;

    private static final Duration SOON = Duration.ofSeconds(30);
    /** How much later a price may be received than it was made. */
    private static final int SECONDS_ON_THE_WAY = 3;

    private final Market market = new Market(Installation.SEED);
    private Ledger ledger;
    private Installation system;
    private Gateway gateway;

    @BeforeAll
    void start(TestDatabase postgres, TestRedis redis, @TempDir Path folder) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("conf")).resolve("upstream.yaml"), IMPATIENT);
        ledger = new Ledger(postgres.url());
        system = new Installation(folder).on(postgres.url(), redis.url());
        gateway = system.gateway();
        var unused = system.start("--conf", folder.resolve("conf").toString());
    }

    @BeforeEach
    void everythingWorks() throws Exception {
        Until.holds("it is ready", Installation.START, gateway::isReady);
        Until.holds("prices are live", SOON, gateway::isLive);
    }

    @AfterEach
    void recovers() throws Exception {
        gateway.heal();
        Until.holds("prices are live again by themselves", SOON, gateway::isLive);
        assertNothingFalseIsStored();
    }

    @AfterAll
    void end() throws Exception {
        system.close();
    }

    static Stream<Arguments> outages() {
        return Stream.of(
                arguments("server_error", "500"),
                arguments("hang", "did not answer in time"),
                arguments("slow_drip", "did not answer in time"),
                arguments("cut", "could not be asked"),
                arguments("html", "that are not JSON"),
                arguments("truncated_json", "that are not JSON"),
                arguments("error_in_200", "twelvedata says 500"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void an_outage_fails_the_run_in_words_and_leaves_the_last_values(String kind, String words) throws Exception {
        gateway.fail(fault(kind));

        Ledger.Run failed = next(run -> run.error().contains(words));
        assertThat(failed.state()).isEqualTo("FAILURE");
        assertThat(failed.errorClass()).isEqualTo("transient");
        assertLastValuesStay();
        assertThat(gateway.priceFetch().getJsonObject("last_error").getString("error_class"))
                .isEqualTo("transient");
    }

    static Stream<Arguments> wishesToWait() {
        return Stream.of(
                arguments(fault("rate_limited"), (UnaryOperator<Instant>) at -> at.plusSeconds(20)),
                arguments(fault("rate_limited").put("retry_after_seconds", 200), (UnaryOperator<Instant>)
                        at -> at.plusSeconds(200)),
                arguments(fault("minute_credits_spent"), (UnaryOperator<Instant>) at -> end(at, ChronoUnit.MINUTES)),
                arguments(fault("day_credits_spent"), (UnaryOperator<Instant>) at -> end(at, ChronoUnit.DAYS)));
    }

    /** @param earliest when it may be asked again, by when it was asked */
    @ParameterizedTest
    @MethodSource("wishesToWait")
    void a_provider_that_wants_us_to_wait_is_not_asked_meanwhile(JsonObject fault, UnaryOperator<Instant> earliest)
            throws Exception {
        beginMinute();
        gateway.fail(fault);

        Ledger.Run held = next(run -> !run.skipped().isEmpty());
        assertThat(held.state()).as("the provider did answer").isEqualTo("SUCCESS");
        assertThat(held.skipped()).contains("twelvedata says 429");
        Instant asked = held.startedAt();
        Until.holds("the next fetch waits", SOON, () -> !nextDue().isBefore(earliest.apply(asked)));
        assertThat(gateway.priceFetch().getString("effective_reason")).contains("429");
        Until.holds("the last values are marked", SOON, gateway::isStale);
        assertThat(hits()).isEqualTo(1);

        gateway.heal();
        moveClockTo(nextDue());
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(arguments("wrong_symbols", 1), arguments("absurd_values", 9));
    }

    /** @param calls how many different kinds of it there are */
    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsense_is_turned_away_symbol_by_symbol(String kind, int calls) throws Exception {
        Instant lastSeen = gateway.asOf("BTCUSD");
        gateway.fail(fault(kind));
        Ledger.Run first = next(run -> run.is("FAILURE"));
        Until.holds("all of it was answered", SOON, () -> hits() > calls);

        List<Ledger.Run> spoilt = ledger.runs().stream()
                .filter(run -> run.finishedAt() != null && !run.fireAt().isBefore(first.fireAt()))
                .toList();
        assertThat(spoilt).hasSizeGreaterThanOrEqualTo(calls).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo("FAILURE");
            assertThat(run.error()).contains("no usable price").contains(Installation.SYMBOLS);
        });
        assertThat(gateway.asOf("BTCUSD")).as("the last value").isBetween(lastSeen, first.startedAt());
    }

    @Test
    void one_bad_symbol_never_hurts_the_others() throws Exception {
        gateway.fail(fault("error_in_200").put("symbol", "ETHUSD"));

        Ledger.Run partly = next(run -> run.itemsFailed() == 1);
        assertThat(partly.state()).isEqualTo("SUCCESS");
        assertThat(partly.rowsWritten()).isEqualTo(2);
        assertThat(partly.result().getJsonArray("failed").getJsonObject(0).getString("item"))
                .isEqualTo("ETHUSD");
        Until.holds("only it goes stale", SOON, () -> gateway.price("ETHUSD").getBoolean("stale"));
        assertThat(gateway.price("BTCUSD").getBoolean("stale")).isFalse();
    }

    @Test
    void the_breaker_opens_spares_the_provider_and_closes_by_itself() throws Exception {
        int before = ended().size();
        gateway.fail(fault("server_error"));

        Ledger.Run spared = next(run -> run.error().contains("left alone until"));
        assertThat(spared.errorClass()).isEqualTo("transient");
        Until.holds("health says so", SOON, () -> providers().equals("degraded"));
        assertThat(gateway.isReady()).as("callers are not turned away").isTrue();
        int failed = ended().size() - before;
        assertThat(hits()).as("calls of %s runs", failed).isLessThan(failed);

        gateway.heal();
        Until.holds("health is well again", SOON, () -> providers().equals("up"));
        assertThat(next(run -> true).state()).isEqualTo("SUCCESS");
    }

    private String providers() throws Exception {
        return gateway.check("providers").getString("status");
    }

    /** How many calls the fault in force has hit. */
    private int hits() throws Exception {
        return gateway.get("/api/v1/simulator/faults")
                .expect(200)
                .getJsonArray("faults")
                .getJsonObject(0)
                .getInteger("hits");
    }

    private Instant nextDue() throws Exception {
        return Instant.parse(gateway.priceFetch().getString("next_due"));
    }

    /** Waits for a run that ends from now on. */
    private Ledger.Run next(Predicate<Ledger.Run> wanted) throws Exception {
        Set<String> before = ended();
        List<Ledger.Run> found = new ArrayList<>();
        Until.holds("such a run ends", SOON, () -> {
            ledger.runs().stream()
                    .filter(run -> run.finishedAt() != null && !before.contains(run.id()))
                    .filter(wanted)
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private Set<String> ended() throws Exception {
        return ledger.runs().stream()
                .filter(run -> run.finishedAt() != null)
                .map(Ledger.Run::id)
                .collect(Collectors.toSet());
    }

    private static JsonObject fault(String kind) {
        return new JsonObject().put("kind", kind);
    }

    private static Instant end(Instant moment, ChronoUnit window) {
        return moment.truncatedTo(window).plus(1, window);
    }

    /** So that no minute and no day ends while a test looks on. */
    private void beginMinute() throws Exception {
        moveClockTo(end(gateway.asOf("BTCUSD").plus(SOON), ChronoUnit.MINUTES));
        Until.holds("prices are live", SOON, gateway::isLive);
    }

    private void moveClockTo(Instant moment) throws Exception {
        gateway.put("/api/v1/clock", new JsonObject().put("clock", moment.toString()))
                .expect(200);
    }

    /** They are there, and no run replaces them. */
    private void assertLastValuesStay() throws Exception {
        Instant lastSeen = gateway.asOf("BTCUSD");
        Ledger.Run another = next(run -> true);
        assertThat(gateway.asOf("BTCUSD")).as(another.toString()).isEqualTo(lastSeen);
    }

    private void assertNothingFalseIsStored() throws Exception {
        assertThat(ledger.prices()).isNotEmpty().allSatisfy(price -> assertThat(marketBefore(price))
                .as("%s at %s", price.symbol(), price.asOf())
                .anyMatch(real -> real.compareTo(price.price()) == 0));
    }

    /** What the market said in the seconds before a price was received. */
    private List<BigDecimal> marketBefore(Ledger.Price price) {
        Pair pair = Pair.find(price.symbol().replace("USD", "/USD")).orElseThrow();
        return IntStream.rangeClosed(0, SECONDS_ON_THE_WAY)
                .mapToObj(seconds -> market.price(pair, price.asOf().minusSeconds(seconds)))
                .toList();
    }
}
