package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest value of each topic, and its push to everyone who listens. Every call fails with {@link RedisDown} while
 * Redis is away; all of them are safe to repeat.
 */
public final class LastValues {
    /** Small enough that Redis is never busy with one script for more than about a millisecond. */
    private static final int VALUES_PER_SCRIPT = 200;

    private static final int VALUES_PER_PAGE = 1_000;
    private static final String AFTER_EVERY_TOPIC = "\uffff";

    /** Sources' clocks are never right, but not this wrong. */
    private static final Duration AHEAD_OF_THE_CLOCK = Duration.ofMinutes(5);

    private static final Script PUBLISH = new Script("""
            local prefix, latest = ARGV[1], tonumber(ARGV[2])
            local replaced = 0
            for i = 1, (#KEYS - 1) / 2 do
              local last, cache = KEYS[2 * i], KEYS[2 * i + 1]
              local at = 2 + (i - 1) * 4
              local topic, as_of, json, ttl = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
              local known = redis.call('HMGET', last, 'as_of', 'json')
              local known_as_of = known[1] and tonumber(known[1])
              if known_as_of and known_as_of > latest then
                known_as_of = nil
              end
              local given_as_of = tonumber(as_of)
              if not known_as_of or given_as_of >= known_as_of then
                if ttl ~= '0' then
                  redis.call('SET', cache, json, 'PX', ttl)
                end
                if not known_as_of or given_as_of > known_as_of or known[2] ~= json then
                  redis.call('HSET', last, 'as_of', as_of, 'json', json)
                  redis.call('ZADD', KEYS[1], 0, topic)
                  redis.call('PUBLISH', prefix .. topic, json)
                  replaced = replaced + 1
                end
              end
            end
            return replaced
            """);

    private static final Script PAGE = new Script("""
            local topics = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])
            local page = {}
            for _, topic in ipairs(topics) do
              page[#page + 1] = topic
              page[#page + 1] = redis.call('HGET', ARGV[4] .. topic, 'json') or ''
            end
            return page
            """);

    private static final Script KEEP_ONLY = new Script("""
            local kept = {}
            for i = 5, #ARGV do
              kept[ARGV[i]] = true
            end
            local gone = 0
            for _, topic in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2])) do
              if not kept[topic] then
                redis.call('DEL', ARGV[3] .. topic)
                redis.call('ZREM', KEYS[1], topic)
                redis.call('PUBLISH', ARGV[4] .. topic, '')
                gone = gone + 1
              end
            end
            return gone
            """);

    private final RedisLink link;
    private final Clock clock;

    /** @param clock tells which of the values we have are from the future */
    public LastValues(RedisLink link, Clock clock) {
        this.link = link;
        this.clock = clock;
    }

    /**
     * Keeps and pushes, in one round trip, each value that is newer than the one we have, or as new but different (a
     * correction). An older value changes nothing: neither the last value nor the cache, and nobody hears of it. A value
     * that we have from more than five minutes ahead of the clock is replaced by any: its source was wrong, or the clock
     * was moved back.
     *
     * @return how many values were kept and pushed
     */
    public Future<Integer> publish(List<LastValue> values) {
        List<Future<Integer>> scripts = new ArrayList<>();
        for (int from = 0; from < values.size(); from += VALUES_PER_SCRIPT) {
            scripts.add(publishSome(values.subList(from, Math.min(values.size(), from + VALUES_PER_SCRIPT))));
        }
        return Future.all(scripts)
                .map(done -> scripts.stream().mapToInt(Future::result).sum());
    }

    /** Pushes something that has no last value, such as a line of a list. Returns how many processes heard it. */
    public Future<Integer> announce(String topic, String json) {
        return link.send(Request.cmd(Command.PUBLISH)
                        .arg(link.key(RedisKeys.live(topic)))
                        .arg(json))
                .map(Response::toInteger);
    }

    /** The newest value of one topic; empty when nothing was ever said on it. */
    public Future<Optional<String>> last(String topic) {
        return link.send(Request.cmd(Command.HGET)
                        .arg(link.key(RedisKeys.last(topic)))
                        .arg("json"))
                .map(answer -> Optional.ofNullable(answer).map(Response::toString));
    }

    /**
     * The newest values of all topics that begin so, sorted by topic; read in pages, so thousands of them block nobody.
     *
     * @param topicPrefix such as {@code prices.}; empty for every topic
     */
    public Future<Map<String, String>> read(String topicPrefix) {
        return readFrom("[" + topicPrefix, topicPrefix, new LinkedHashMap<>());
    }

    /**
     * Forgets the last values of a family's other topics, and tells everyone who listens.
     *
     * @param topicPrefix the family, such as {@code prices.}
     * @param topics what stays, whether it has a last value or not
     * @return how many were forgotten
     */
    public Future<Integer> keepOnly(String topicPrefix, Collection<String> topics) {
        List<String> arguments = new ArrayList<>(List.of(
                "[" + topicPrefix,
                "(" + topicPrefix + AFTER_EVERY_TOPIC,
                link.key(RedisKeys.last("")),
                link.key(RedisKeys.gone(""))));
        arguments.addAll(topics);
        return KEEP_ONLY.run(link, List.of(RedisKeys.lastIndex()), arguments).map(Response::toInteger);
    }

    private Future<Integer> publishSome(List<LastValue> values) {
        List<String> keys = new ArrayList<>(List.of(RedisKeys.lastIndex()));
        List<String> arguments = new ArrayList<>(List.of(link.key(RedisKeys.live("")), latestBelieved()));
        for (LastValue value : values) {
            var cache = value.cache();
            keys.add(RedisKeys.last(value.topic()));
            keys.add(cache == null ? RedisKeys.last(value.topic()) : cache.key());
            arguments.add(value.topic());
            arguments.add(micros(value.asOf()));
            arguments.add(value.json());
            arguments.add(cache == null ? "0" : Long.toString(cache.ttl().toMillis()));
        }
        return PUBLISH.run(link, keys, arguments).map(Response::toInteger);
    }

    private String latestBelieved() {
        return micros(clock.instant().plus(AHEAD_OF_THE_CLOCK));
    }

    private static String micros(Instant instant) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    private Future<Map<String, String>> readFrom(String from, String topicPrefix, Map<String, String> found) {
        List<String> arguments = List.of(
                from,
                "(" + topicPrefix + AFTER_EVERY_TOPIC,
                Integer.toString(VALUES_PER_PAGE),
                link.key(RedisKeys.last("")));
        return PAGE.run(link, List.of(RedisKeys.lastIndex()), arguments)
                .compose(page -> page == null || page.size() == 0
                        ? Future.succeededFuture(found)
                        : readFrom("(" + keep(page, found), topicPrefix, found));
    }

    /** Adds a page to what was found and returns its last topic. A topic whose value Redis has evicted is left out. */
    private static String keep(Response page, Map<String, String> found) {
        for (int i = 0; i < page.size(); i += 2) {
            String json = page.get(i + 1).toString();
            if (!json.isEmpty()) {
                found.put(page.get(i).toString(), json);
            }
        }
        return page.get(page.size() - 2).toString();
    }
}
