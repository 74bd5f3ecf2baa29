package dev.tickwork.runtime.jobs;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunState;
import dev.tickwork.messages.Wire;
import dev.tickwork.redis.Cache;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisKeys;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(RealRedis.class)
class CeleryMirrorTest {
    @RegisterExtension
    final Books books = new Books();

    private RedisLink link;
    private Cache cache;
    private CeleryMirror mirror;

    @BeforeEach
    void connect(TestRedis redis) {
        link = RedisLink.open(books.vertx(), new RedisConfig(RedisUrl.parse(redis.url()), ""), new Random(1));
        done(link.firstUp());
        cache = new Cache(link);
        mirror = new CeleryMirror(books.database(), cache);
    }

    @AfterEach
    void close() {
        done(link.close());
    }

    @Test
    void a_task_is_shown_in_the_form_that_celery_writes() {
        UUID run = books.run("SUCCESS", 0);

        JsonNode meta = shown(run).orElseThrow();

        assertThat(meta)
                .hasToString("{\"status\":\"SUCCESS\",\"result\":{\"records_updated\":30,\"symbols_processed\":2},"
                        + "\"traceback\":null,\"children\":[],\"date_done\":\"2026-03-02T12:00:45.000000+00:00\","
                        + "\"task_id\":\"" + run + "\",\"parent_id\":null}");
    }

    @Test
    void only_what_somebody_asked_for_is_shown() {
        UUID run = books.run("SUCCESS", 0);
        books.change("UPDATE job_history SET trigger = 'schedule'");

        assertThat(shown(run)).isEmpty();
    }

    @Test
    void without_redis_nothing_else_is_lost(TestRedis redis) {
        UUID run = books.run("SUCCESS", 0);
        redis.stop();
        done(mirror.show(run).otherwiseEmpty());

        redis.start();
        Await.until("it is shown after all", () -> shown(run).isPresent());
    }

    @Test
    void what_was_missed_while_redis_was_away_is_shown_when_it_is_back(TestRedis redis) {
        var catchUp = new CeleryCatchUp(mirror, books.time());
        UUID started = books.run("STARTED", 0);
        redis.stop();
        Await.until("it is missed", () -> !link.isUp());
        mirror.changed(changed(started));
        catchUp.start();

        redis.start();
        Await.until("redis is back", link::isUp);
        UUID ended = books.run("SUCCESS", 1);
        books.time().advance(Duration.ofMinutes(1));

        Await.until(
                "both are shown",
                () -> state(started).equals("STARTED") && state(ended).equals("SUCCESS"));
        done(catchUp.stop());
    }

    @Test
    void so_is_the_end_of_a_run_whose_process_ended_before_it_could_show_it() {
        var catchUp = new CeleryCatchUp(mirror, books.time());
        catchUp.start();
        UUID before = books.run("FAILURE", -3600);
        UUID scheduled = books.run("SUCCESS", 1);
        books.change("UPDATE job_history SET trigger = 'schedule' WHERE id = $1", scheduled);
        UUID ended = books.run("SUCCESS", 2);

        Await.until("it is shown", () -> {
            books.time().advance(Duration.ofMinutes(1));
            return state(ended).equals("SUCCESS");
        });

        assertThat(state(scheduled)).isEmpty();
        catchUp.start();
        Await.until("all of a day is shown", () -> state(before).equals("FAILURE"));
        done(catchUp.stop());
        assertThat(books.time().nextAlarm()).isEmpty();
    }

    @Test
    void a_real_celery_client_reads_how_a_task_stands(TestRedis redis) throws Exception {
        CeleryClient celery = CeleryClient.orSkip();
        UUID started = books.run("STARTED", 0);
        UUID failed = books.run("FAILURE", 1);
        UUID revoked = books.run("REVOKED", 2);
        UUID done = books.run("SUCCESS", 3);
        books.change("UPDATE job_history SET parent = $1 WHERE id = $2", done, failed);
        shown(started);
        shown(failed);
        shown(revoked);
        shown(done);

        JsonNode success = celery.ask(redis.url(), done);
        JsonNode failure = celery.ask(redis.url(), failed);

        assertThat(success.get("state").textValue()).isEqualTo("SUCCESS");
        assertThat(success.get("successful").booleanValue()).isTrue();
        assertThat(success.at("/result/records_updated").intValue()).isEqualTo(30);
        assertThat(success.get("date_done").textValue()).startsWith("2026-03-02T12:00:48");
        assertThat(success.at("/children/0").textValue()).isEqualTo(failed.toString());
        assertThat(failure.get("failed").booleanValue()).isTrue();
        assertThat(failure.at("/result/args/0").textValue()).isEqualTo("no answer");
        assertThat(celery.ask(redis.url(), started).get("state").textValue()).isEqualTo("STARTED");
        assertThat(celery.ask(redis.url(), revoked).get("state").textValue()).isEqualTo("REVOKED");
        assertThat(celery.ask(redis.url(), UUID.randomUUID()).get("state").textValue())
                .isEqualTo("PENDING");
    }

    @CanIgnoreReturnValue
    private Optional<JsonNode> shown(UUID run) {
        mirror.changed(changed(run));
        done(mirror.show(run).otherwiseEmpty());
        return done(cache.get(RedisKeys.celeryTask(run)).otherwise(Optional.empty()))
                .map(Wire::tree);
    }

    private String state(UUID run) {
        return done(cache.get(RedisKeys.celeryTask(run)).otherwise(Optional.empty()))
                .map(meta -> Wire.tree(meta).get("status").textValue())
                .orElse("");
    }

    private static RunChange changed(UUID run) {
        return new RunChange(run, "daily-prices", RunState.SUCCESS, 1, "tickwork-1", Books.NOON, null, null, null);
    }
}
