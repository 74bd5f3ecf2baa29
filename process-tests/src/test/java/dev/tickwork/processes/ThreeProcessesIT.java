package dev.tickwork.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Separately deployed processes do what standalone does, and one that dies hurts none of the others. */
@ExtendWith({RealPostgres.class, RealRedis.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeProcessesIT {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    /** A silent node is lost after 15 s; its cluster learns of a cut connection at once. */
    private static final Duration LOST = Duration.ofSeconds(45);

    private Installation system;
    private Gateway gateway;
    private Ledger ledger;
    private NodeProcess simulator;
    private NodeProcess api;
    private NodeProcess fetcher;

    @BeforeAll
    void start(TestDatabase postgres, TestRedis redis, @TempDir Path folder) {
        system = new Installation(folder).on(postgres.url(), redis.url()).clustered();
        gateway = system.gateway();
        ledger = new Ledger(postgres.url());
        simulator = system.startAlone("provider-simulator");
        api = system.startAlone("api-gateway");
        fetcher = system.startAlone("price-fetcher");
    }

    @BeforeEach
    void together() throws Exception {
        Until.holds("the gateway is ready", Installation.START, gateway::isReady);
        Until.holds("prices are live", Installation.START, gateway::isLive);
    }

    @AfterAll
    void end() throws Exception {
        system.close();
    }

    @Test
    @Order(1)
    void a_killed_price_fetcher_leaves_stale_prices_and_comes_back_alone() throws Exception {
        gateway.fail("hang");
        Until.holds("a run is under way", SOON, () -> !underWay().isEmpty());
        Ledger.Run cutOff = underWay().get(0);
        fetcher.kill();
        gateway.heal();

        Until.holds("every price is shown as stale", SOON, gateway::isStale);
        Instant lastSeen = gateway.asOf("BTCUSD");
        Gateway.Reply history = gateway.get("/api/v1/prices/BTCUSD/history");
        assertThat(history.expect(503).getString("detail"))
                .as("what only the dead one answers is unavailable, by its name")
                .contains("price-fetcher");
        Until.holds("it says that nobody works", LOST, () -> "no workers"
                .equals(gateway.check("workers").getString("reason")));
        assertThat(gateway.get("/api/v1/prices").status())
                .as("the gateway goes on")
                .isEqualTo(200);

        fetcher = system.startAlone("price-fetcher");
        Until.holds("the run of the dead one is lost", LOST, () -> isLost(cutOff));
        Until.holds("prices are live again", Installation.START, gateway::isLive);
        assertThat(gateway.asOf("BTCUSD")).isAfter(lastSeen);
        assertThat(gateway.get("/api/v1/prices/BTCUSD/history").status()).isEqualTo(200);
        assertThat(simulator.isAlive()).isTrue();
        assertThat(api.isAlive()).isTrue();
    }

    @Test
    @Order(2)
    void two_price_fetchers_make_one_run_of_each_fire_and_one_takes_over_from_the_other() throws Exception {
        NodeProcess second = system.startAlone("price-fetcher");
        Until.holds("both fetch", Installation.START, () -> living() == 2);
        Instant both = Instant.now();
        Until.holds("ten runs have ended", SOON, () -> ledger.endedSince(both).size() >= 10);

        assertOneRunAFire(ledger.endedSince(both));
        assertThat(fetcher.stop()).as(fetcher.output()).isZero();
        Instant alone = Instant.now();
        fetcher = second;

        Until.holds(
                "three runs of the other have ended",
                SOON,
                () -> ledger.endedSince(alone).size() >= 3);
        assertThat(living()).isEqualTo(1);
        assertThat(ledger.endedSince(alone)).allMatch(run -> run.is("SUCCESS"));
        assertOneRunAFire(ledger.endedSince(both));
    }

    @Test
    @Order(3)
    void each_of_them_ends_in_order_when_told_to() throws Exception {
        assertThat(fetcher.stop()).as(fetcher.output()).isZero();
        assertThat(api.stop()).as(api.output()).isZero();
        assertThat(simulator.stop()).as(simulator.output()).isZero();

        assertThat(underWay()).isEmpty();
        assertThat(living()).isZero();
    }

    private int living() throws Exception {
        return ledger.livingFetchers().size();
    }

    private List<Ledger.Run> underWay() throws Exception {
        return ledger.runs().stream().filter(run -> run.is("STARTED")).toList();
    }

    private boolean isLost(Ledger.Run cutOff) throws Exception {
        return ledger.runs().stream()
                .filter(run -> run.id().equals(cutOff.id()))
                .allMatch(run -> run.is("FAILURE") && run.errorClass().equals("lost"));
    }

    /** Every fire is a whole interval after the one before, and its run asked once: each price has one row of it. */
    private void assertOneRunAFire(List<Ledger.Run> runs) throws Exception {
        for (int i = 1; i < runs.size(); i++) {
            assertThat(Duration.between(runs.get(i - 1).fireAt(), runs.get(i).fireAt()))
                    .as("between two fires")
                    .isGreaterThanOrEqualTo(INTERVAL);
        }
        List<String> ids = runs.stream().map(Ledger.Run::id).toList();
        assertThat(ledger.prices().stream().map(Ledger.Price::runId).filter(ids::contains))
                .hasSize(runs.size() * Installation.SYMBOLS.size());
    }
}
