package dev.tickwork.standalone;

import dev.tickwork.candleingest.CandleIngestVerticle;
import dev.tickwork.gaprepair.GapRepairVerticle;
import dev.tickwork.gateway.Welcome;
import dev.tickwork.pricefetcher.PriceFetcherVerticle;
import dev.tickwork.runtime.Launcher;
import dev.tickwork.runtime.Program;
import dev.tickwork.runtime.VerticleDefinition;
import dev.tickwork.simulator.SimulatorVerticle;
import java.security.SecureRandom;
import java.util.List;

/** Everything in one process. */
public final class Main {
    private Main() {}

    /** Starts it; {@code --help} says what it understands. */
    public static void main(String[] args) {
        var welcome = new Welcome(System.out);
        // The simulator first: whoever asks for prices right away is answered. The gateway last: it finds them, and it
        // is
        // closed before them.
        List<VerticleDefinition<?>> verticles = List.of(
                SimulatorVerticle.DEFINITION,
                PriceFetcherVerticle.DEFINITION,
                CandleIngestVerticle.DEFINITION,
                GapRepairVerticle.DEFINITION,
                welcome.gateway());
        Launcher.run(args, new Program("tickwork", verticles, new EmbeddedServers(new SecureRandom()), welcome::say));
    }
}
