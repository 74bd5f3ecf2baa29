package dev.tickwork.runtime;

import dev.tickwork.domain.World;
import dev.tickwork.jobs.RunsKept;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.runtime.clock.ClockSpec;
import dev.tickwork.runtime.logging.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * {@code conf/node.yaml}: what every process needs.
 *
 * @param name what people call the process; null for one made of machine and process id
 * @param environment {@code production} or any other name
 * @param clock where to move the clock; null leaves it
 * @param database the truth
 * @param redis push, cache and shared limits
 * @param log what is written to standard output
 * @param watch the process' own HTTP server
 * @param cleanup what becomes of old data
 * @param drain how long runs in flight may take to end when the process stops or their verticle is redeployed
 * @param eventLoops threads; 0 for two per core
 */
public record NodeConfig(
        @Nullable String name,
        String environment,
        @Nullable ClockSpec clock,
        DatabasePart database,
        RedisPart redis,
        LogConfig log,
        WatchPart watch,
        CleanupPart cleanup,
        Duration drain,
        int eventLoops) {
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(4);

    /**
     * How this process uses its database.
     *
     * @param waitAtStart how long a starting process waits for it
     */
    public record DatabasePart(
            PostgresUrl url,
            int connections,
            Duration connectTimeout,
            Duration statementTimeout,
            Duration transactionTimeout,
            Duration waitAtStart) {
        public DatabasePart {
            require(connections > 0, "connections: " + connections + " is not at least 1");
            require(connectTimeout.toMillis() > 0, "connectTimeout: must be longer than 0");
            require(statementTimeout.toMillis() > 0, "statementTimeout: must be longer than 0");
            require(transactionTimeout.toMillis() > 0, "transactionTimeout: must be longer than 0");
        }

        PostgresConfig toPostgres(String application) {
            return new PostgresConfig(
                    url, application, connections, connectTimeout, statementTimeout, transactionTimeout);
        }
    }

    /** Which Redis, and when it counts as away. */
    public record RedisPart(RedisUrl url, Duration patience) {
        public RedisPart {
            require(patience.toMillis() > 0, "patience: must be longer than 0");
        }

        RedisConfig toRedis(World world) {
            return new RedisConfig(url, world.isSimulated() ? "sim:" : "", patience);
        }
    }

    /** Where the process' own HTTP server listens; port 0 for none. */
    public record WatchPart(String host, int port) {
        public WatchPart {
            require(port >= 0 && port < 65_536, "port: " + port + " is not between 0 and 65535");
        }
    }

    /**
     * What becomes of old data.
     *
     * @param archives the folder of this node in which it is kept
     * @param schedule when every table is cleaned: cron, in UTC
     * @param runs how long runs that are over stay in the ledger
     */
    public record CleanupPart(Path archives, String schedule, RunsKept runs) {
        public CleanupPart {
            try {
                var unused = Cron.of(schedule, ZoneOffset.UTC);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("schedule: " + e.getMessage(), e);
            }
        }

        Schedule every() {
            return Schedule.at(Cron.of(schedule, ZoneOffset.UTC));
        }
    }

    public NodeConfig {
        require(!environment.isBlank(), "environment: is empty; development or production");
        require(
                clock == null
                        || clock.isReal()
                        || World.ofEnvironment(environment).isSimulated(),
                "clock: cannot be moved in production; unset it, or set ENVIRONMENT to something else");
        require(
                !drain.isNegative() && drain.compareTo(LONGEST_DRAIN) <= 0,
                "drain: " + drain.toMillis() + "ms is not between 0s and 5s");
        require(eventLoops >= 0, "eventLoops: " + eventLoops + " is not at least 0");
    }

    /** How long whatever ends may take: the process, or a verticle that is redeployed. */
    Duration stopTime() {
        return drain.plus(AFTER_DRAIN);
    }

    public World world() {
        return World.ofEnvironment(environment);
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
