package dev.tickwork.simulator;

import dev.tickwork.domain.World;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import dev.tickwork.runtime.VerticleKind;
import dev.tickwork.runtime.lifecycle.CannotStart;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires provider-simulator together. No logic here; {@link Simulator} says what it does. Stays off in the real world,
 * where a made-up price must not be within reach.
 */
public final class SimulatorVerticle extends VerticleBase {
    public static final VerticleDefinition<SimulatorConfig> DEFINITION = new VerticleDefinition<>(
            "provider-simulator", SimulatorConfig.class, SimulatorVerticle::new, VerticleKind.STAND_IN);

    private static final Logger log = LoggerFactory.getLogger(SimulatorVerticle.class);

    private final SimulatorConfig config;
    private final Platform platform;
    private @Nullable Simulator simulator;
    private @Nullable SimulatorOperations operations;

    public SimulatorVerticle(SimulatorConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
    }

    @Override
    public Future<?> start() {
        if (platform.world() == World.REAL) {
            log.atInfo().log("provider simulator stays off in the real world");
            return Future.succeededFuture();
        }
        return Simulator.start(platform.vertx(), config, platform.time(), platform.random())
                .recover(this::explain)
                .compose(this::answerOperations);
    }

    @Override
    public Future<?> stop() {
        return end(operations).compose(ended -> close(simulator));
    }

    private Future<Simulator> explain(Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            return Future.failedFuture(CannotStart.because(
                    failure.getMessage() + ": mend the file, or set MOCK_DATA_PATH to another folder", failure));
        }
        return Future.failedFuture(CannotStart.because(
                config.host() + ":" + config.port() + " cannot be listened on (" + failure.getMessage()
                        + "): stop the process that has the port, or set SIMULATOR_PORT, and SIMULATOR_URL with it",
                failure));
    }

    private Future<Void> answerOperations(Simulator started) {
        log.atInfo()
                .addKeyValue("address", config.host() + ":" + started.port())
                .log("provider simulator listens");
        simulator = started;
        operations = new SimulatorOperations(started);
        return operations.start(platform.bus());
    }

    private static Future<Void> end(@Nullable SimulatorOperations operations) {
        return operations == null ? Future.succeededFuture() : operations.end();
    }

    private static Future<Void> close(@Nullable Simulator simulator) {
        return simulator == null ? Future.succeededFuture() : simulator.close();
    }
}
