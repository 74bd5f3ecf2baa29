package dev.tickwork.simulator;

import dev.tickwork.runtime.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the made-up providers behave.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param seed the same seed gives the same prices everywhere and always
 * @param delay how much later than at once each answer comes
 * @param mockDataPath a folder of recorded answers that are served instead of made-up ones; null for none
 * @param twelvedata what Twelve Data's plan allows
 */
public record SimulatorConfig(
        String host,
        int port,
        long seed,
        Duration delay,
        @Nullable Path mockDataPath,
        TwelveDataPlan twelvedata) {
    /**
     * A plan at Twelve Data.
     *
     * @param apiKey the only key that is accepted; unset for any and none
     * @param creditsPerMinute 0 for any number
     * @param creditsPerDay 0 for any number
     */
    public record TwelveDataPlan(Secret apiKey, int creditsPerMinute, int creditsPerDay) {
        /** Anybody may ask for anything. */
        public static final TwelveDataPlan UNLIMITED = new TwelveDataPlan(new Secret(""), 0, 0);

        public TwelveDataPlan {
            if (creditsPerMinute < 0) {
                throw new IllegalArgumentException("creditsPerMinute: " + creditsPerMinute + " is below 0");
            }
            if (creditsPerDay < 0) {
                throw new IllegalArgumentException("creditsPerDay: " + creditsPerDay + " is below 0");
            }
        }
    }

    public SimulatorConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " is not between 0 and 65535");
        }
        if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("delay: " + delay + " is not between 0 and 5 minutes");
        }
    }

    /** Unlimited and at once, on a free port of this machine. */
    public static SimulatorConfig onFreePort() {
        return new SimulatorConfig("127.0.0.1", 0, 1, Duration.ZERO, null, TwelveDataPlan.UNLIMITED);
    }

    /** This configuration with recorded answers. */
    public SimulatorConfig withMockData(Path folder) {
        return new SimulatorConfig(host, port, seed, delay, folder, twelvedata);
    }

    /** This configuration with a slower network. */
    public SimulatorConfig withDelay(Duration longer) {
        return new SimulatorConfig(host, port, seed, longer, mockDataPath, twelvedata);
    }

    /** This configuration with a smaller plan. */
    public SimulatorConfig withPlan(TwelveDataPlan plan) {
        return new SimulatorConfig(host, port, seed, delay, mockDataPath, plan);
    }
}
