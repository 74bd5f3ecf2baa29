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
 * @param bitfinex what Bitfinex allows, and how busy it is
 */
public record SimulatorConfig(
        String host,
        int port,
        long seed,
        Duration delay,
        @Nullable Path mockDataPath,
        TwelveDataPlan twelvedata,
        BitfinexPlan bitfinex) {
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

    /**
     * What Bitfinex allows, and how busy it is.
     *
     * @param callsPerMinute calls to one endpoint before it blocks for a minute, half as many to the platform's status; 0
     *     for any number
     * @param channelsPerConnection the most channels of one stream
     * @param connectionsPerMinute streams that may be opened in a minute before it blocks for one; 0 for any number
     * @param updatesPerSecond how often a channel says that its candle has changed, at most, by the wall clock
     */
    public record BitfinexPlan(
            int callsPerMinute, int channelsPerConnection, int connectionsPerMinute, int updatesPerSecond) {
        /** Any number of calls and connections; the vendor's number of channels; a few updates. */
        public static final BitfinexPlan GENEROUS = new BitfinexPlan(0, 25, 0, 4);

        public BitfinexPlan {
            if (callsPerMinute < 0) {
                throw new IllegalArgumentException("callsPerMinute: " + callsPerMinute + " is below 0");
            }
            if (channelsPerConnection < 1) {
                throw new IllegalArgumentException("channelsPerConnection: " + channelsPerConnection + " is below 1");
            }
            if (connectionsPerMinute < 0) {
                throw new IllegalArgumentException("connectionsPerMinute: " + connectionsPerMinute + " is below 0");
            }
            if (updatesPerSecond < 1 || updatesPerSecond > 1000) {
                throw new IllegalArgumentException(
                        "updatesPerSecond: " + updatesPerSecond + " is not between 1 and 1000");
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
        return new SimulatorConfig(
                "127.0.0.1", 0, 1, Duration.ZERO, null, TwelveDataPlan.UNLIMITED, BitfinexPlan.GENEROUS);
    }

    /** This configuration with recorded answers. */
    public SimulatorConfig withMockData(Path folder) {
        return new SimulatorConfig(host, port, seed, delay, folder, twelvedata, bitfinex);
    }

    /** This configuration with a slower network. */
    public SimulatorConfig withDelay(Duration longer) {
        return new SimulatorConfig(host, port, seed, longer, mockDataPath, twelvedata, bitfinex);
    }

    /** This configuration with a smaller plan. */
    public SimulatorConfig withPlan(TwelveDataPlan plan) {
        return new SimulatorConfig(host, port, seed, delay, mockDataPath, plan, bitfinex);
    }

    /** This configuration with another exchange for coins. */
    public SimulatorConfig withPlan(BitfinexPlan plan) {
        return new SimulatorConfig(host, port, seed, delay, mockDataPath, twelvedata, plan);
    }
}
