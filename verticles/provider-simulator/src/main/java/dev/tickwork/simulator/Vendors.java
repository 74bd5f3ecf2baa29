package dev.tickwork.simulator;

import dev.tickwork.domain.time.Time;
import dev.tickwork.simulator.bitfinex.Bitfinex;
import dev.tickwork.simulator.candles.Recordings;
import dev.tickwork.simulator.faults.FaultBoard;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.twelvedata.TwelveData;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Everybody that the simulator plays. They share one market, so their prices agree. */
final class Vendors {
    private final Map<String, Vendor> byName;

    private Vendors(Map<String, Vendor> byName) {
        this.byName = byName;
    }

    /**
     * All of them; blocks while it reads recordings.
     *
     * @throws IllegalArgumentException naming the recording that cannot be read
     */
    static Vendors of(Vertx vertx, SimulatorConfig config, Time time, FaultBoard faults) {
        var market = new Market(config.seed());
        var bitfinex = new Bitfinex.Parts(config.bitfinex(), market, recordings(config), faults, time, vertx);
        return new Vendors(
                Map.of("bitfinex", Bitfinex.of(bitfinex), "twelvedata", TwelveData.of(config, market, time, vertx)));
    }

    /** The vendor of that name. */
    Optional<Vendor> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What can go wrong with each, by their names. */
    SortedMap<String, SortedSet<FaultKind>> faults() {
        SortedMap<String, SortedSet<FaultKind>> kinds = new TreeMap<>();
        byName.forEach((name, vendor) -> kinds.put(name, vendor.faults()));
        return kinds;
    }

    private static Recordings recordings(SimulatorConfig config) {
        Path folder = config.mockDataPath();
        return folder == null ? Recordings.NONE : Recordings.in(folder.resolve("bitfinex/candles"));
    }
}
