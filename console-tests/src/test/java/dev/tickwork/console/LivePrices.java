package dev.tickwork.console;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.LivePrice;
import dev.tickwork.redis.LastValue;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Pushes prices of made-up instruments, in the state that a test wants to see, as price-fetcher would. */
final class LivePrices implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final Vertx vertx = Vertx.vertx();
    private final RedisLink link;
    private final LastValues lastValues;

    LivePrices(String redisUrl) {
        this.link = RedisLink.open(vertx, new RedisConfig(RedisUrl.parse(redisUrl), "sim:"), new Random());
        this.lastValues = new LastValues(link, clock);
    }

    void open(String symbol, String price) {
        push(symbol, price, Duration.ZERO, null);
    }

    /** Five minutes old and due for four. */
    void stale(String symbol) {
        push(symbol, "100.00", Duration.ofMinutes(5), null);
    }

    void closed(String symbol, Duration untilItOpens) {
        push(symbol, "100.00", Duration.ofHours(20), clock.instant().plus(untilItOpens));
    }

    @Override
    public void close() throws TimeoutException {
        link.close().compose(closed -> vertx.close()).await(10, TimeUnit.SECONDS);
    }

    private void push(String symbol, String price, Duration age, @Nullable Instant nextOpen) {
        Instant now = clock.instant();
        Instant asOf = now.minus(age);
        Instant staleAfter = nextOpen == null ? asOf.plusSeconds(60) : nextOpen.plusSeconds(60);
        var value = new LivePrice(
                symbol,
                "Made-up " + symbol,
                new BigDecimal(price),
                2,
                "USD",
                new BigDecimal("99.00"),
                new BigDecimal("1.01"),
                asOf,
                now,
                staleAfter,
                nextOpen == null ? "open" : "closed",
                nextOpen,
                "twelvedata",
                true,
                UUID.randomUUID());
        try {
            lastValues
                    .publish(List.of(new LastValue(LivePrice.liveName(symbol), asOf, Wire.encode(value))))
                    .await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
