package dev.tickwork.brokenverticle;

import dev.tickwork.postgres.Tx;
import dev.tickwork.pricefetcher.PriceFetcherConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.UUID;

/** Breaks the rules of the house, so that the tests of the rules see them work. */
class BrokenVerticle extends VerticleBase {
    private final JsonObject everything = new JsonObject();

    BrokenVerticle(PriceFetcherConfig ofAnotherVerticle, EventBus bus, HttpClient client, Redis redis, Pool pool) {
        everything
                .put("other", ofAnotherVerticle)
                .put("bus", bus)
                .put("client", client)
                .put("redis", redis)
                .put("pool", pool)
                .put("id", UUID.randomUUID())
                .put("at", Instant.now());
    }

    Future<Integer> speaksSql(Tx tx) throws InterruptedException {
        Thread.sleep(1);
        return tx.execute("DELETE FROM quotes_history");
    }

    /** A name that says nothing. */
    static final class EverythingManager {}
}
