package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts refusals in a row by name. While Redis is away this node counts for itself, from what it knows. */
final class Refusals {
    private static final int MOST_KNOWN = 10_000;

    private static final Script COUNT = new Script("""
            local counts = {}
            for i = 1, #KEYS do
              counts[i] = redis.call('INCR', KEYS[i])
              redis.call('PEXPIRE', KEYS[i], ARGV[1])
            end
            return counts
            """);

    private final RedisLink link;
    private final Cache cache;
    private final Map<String, Integer> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    Refusals(RedisLink link) {
        this.link = link;
        this.cache = new Cache(link);
    }

    /** One more of each name. @return how many in a row that makes, in the order of the names */
    Future<List<Integer>> count(List<String> names, Duration kept) {
        return COUNT.run(link, keys(names), List.of(Long.toString(kept.toMillis())))
                .map(counts -> learnt(names, counts))
                .recover(failure -> failure instanceof RedisDown
                        ? Future.succeededFuture(counted(names))
                        : Future.failedFuture(failure));
    }

    /** There are none any more. Safe to repeat. */
    Future<Void> end(List<String> names) {
        forget(names);
        return cache.remove(keys(names))
                .<Void>mapEmpty()
                .recover(failure ->
                        failure instanceof RedisDown ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private synchronized List<Integer> learnt(List<String> names, Response counts) {
        for (int i = 0; i < names.size(); i++) {
            known.put(names.get(i), counts.get(i).toInteger());
        }
        return names.stream().map(known::get).toList();
    }

    private synchronized List<Integer> counted(List<String> names) {
        return names.stream().map(name -> known.merge(name, 1, Integer::sum)).toList();
    }

    private synchronized void forget(Collection<String> names) {
        names.forEach(known::remove);
    }

    private static List<String> keys(List<String> names) {
        return names.stream().map(RedisKeys::refusals).toList();
    }
}
