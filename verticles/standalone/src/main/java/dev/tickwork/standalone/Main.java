package dev.tickwork.standalone;

import dev.tickwork.runtime.Launcher;
import dev.tickwork.runtime.Program;
import dev.tickwork.runtime.VerticleDefinition;
import dev.tickwork.simulator.SimulatorVerticle;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;

/** Everything in one process. */
public final class Main {
    /** The simulator first: whoever asks for prices right away is answered. */
    private static final List<VerticleDefinition<?>> VERTICLES = List.of(SimulatorVerticle.DEFINITION);

    private Main() {}

    /** Starts it; {@code --help} says what it understands. */
    public static void main(String[] args) {
        var servers = new EmbeddedServers(new SecureRandom());
        Launcher.run(args, new Program("tickwork", VERTICLES, servers, platform -> Future.succeededFuture()));
    }
}
