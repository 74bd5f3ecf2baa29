package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Short-lived copies of what can be had again. Every call fails with {@link RedisDown} while Redis is away. */
public final class Cache {
    private final RedisLink link;

    public Cache(RedisLink link) {
        this.link = link;
    }

    /** The text under a name of {@link RedisKeys}; empty when it was never there or has expired. */
    public Future<Optional<String>> get(String key) {
        return link.send(Request.cmd(Command.GET).arg(link.key(key)))
                .map(answer -> Optional.ofNullable(answer).map(Response::toString));
    }

    /** Keeps a text for a while, in place of any earlier one. */
    public Future<Void> put(String key, String text, Duration ttl) {
        return link.send(Request.cmd(Command.SET)
                        .arg(link.key(key))
                        .arg(text)
                        .arg("PX")
                        .arg(ttl.toMillis()))
                .mapEmpty();
    }

    /** Forgets these names; returns how many there were. */
    public Future<Integer> remove(Collection<String> keys) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(0);
        }
        Request unlink = Request.cmd(Command.UNLINK);
        keys.forEach(key -> unlink.arg(link.key(key)));
        return link.send(unlink).map(Response::toInteger);
    }
}
