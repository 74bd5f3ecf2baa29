package dev.tickwork.candleingest.stream;

import static dev.tickwork.candleingest.stream.Heard.BTC;
import static dev.tickwork.candleingest.stream.Heard.ETH;
import static dev.tickwork.candleingest.stream.Heard.NOON;
import static dev.tickwork.candleingest.stream.Heard.candle;
import static dev.tickwork.candleingest.stream.Heard.minute;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.stream.Scene.Asked;
import dev.tickwork.candleingest.stream.ScriptedStreams.Opened;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresFixture.class)
class StreamingTest {
    private final FakeTime time = new FakeTime(NOON);
    private final ScriptedStreams streams = new ScriptedStreams();
    private final List<Scene> scenes = new ArrayList<>();
    private String url;

    @BeforeEach
    void open(TestDatabase server) {
        url = server.url();
    }

    @AfterEach
    void close() {
        scenes.forEach(Scene::close);
    }

    @Test
    void what_is_heard_is_stored_when_a_batch_is_full() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();

        IntStream.range(0, 3).forEach(n -> stream.tells(BTC, candle(n, 100 + n), minute(n)));
        until("they are stored", () -> scene.stored().size() == 3);

        assertThat(scene.stored()).containsExactly("BTCUSD/1m 0 100", "BTCUSD/1m 1 101", "BTCUSD/1m 2 102");
    }

    @Test
    void the_last_word_on_a_candle_counts_though_the_next_one_is_stored_already() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        stream.tells(BTC, candle(0, 100), minute(0));
        scene.passTo(minute(1));

        stream.tells(BTC, candle(1, 101), minute(1));
        scene.passTo(minute(1).plusSeconds(2));
        until("it is stored", () -> scene.stored().contains("BTCUSD/1m 1 101"));
        stream.tells(BTC, candle(0, 199), minute(1).plusSeconds(2));
        scene.passTo(minute(1).plusSeconds(6));
        until("it is over", () -> scene.stored().contains("BTCUSD/1m 0 199 final"));

        assertThat(scene.stored()).doesNotContain("BTCUSD/1m 0 100 final");
    }

    @Test
    void a_break_before_the_last_word_on_a_candle_costs_that_candle_too() {
        Scene scene = scene(100, BTC).started();
        Opened first = streams.stream(0).acknowledged();
        first.tells(BTC, candle(0, 100), minute(0));
        scene.passTo(minute(1));

        first.tells(BTC, candle(1, 101), minute(1));
        first.breaks();
        scene.passUntil("it is back", () -> streams.opened().size() > 1);
        streams.stream(1).acknowledged();
        until("it is asked for", () -> scene.asked().size() == 2);

        assertThat(scene.asked().get(1)).isEqualTo(new Asked(BTC, new Span(minute(0), minute(2))));
    }

    @Test
    void what_did_not_arrive_may_be_the_last_word_on_a_candle() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 1);
        stream.tells(BTC, candle(0, 100), minute(0));
        scene.passTo(minute(1));
        stream.tells(BTC, candle(1, 101), minute(1));

        stream.says(hears -> hears.onLost(List.of(BTC), "sequence 7 follows 5"));
        scene.passUntil("it is asked for", () -> scene.asked().size() == 2);
        scene.passTo(minute(1).plusSeconds(9));
        List<String> soon = scene.stored();
        scene.requestsBring(199);
        scene.passTo(minute(2).plusSeconds(35));
        until("both are asked for", () -> scene.asked().size() == 4);

        assertThat(scene.asked().get(1)).isEqualTo(new Asked(BTC, new Span(minute(0), minute(2))));
        assertThat(soon).noneMatch(line -> line.endsWith("final"));
        until("both are final", () -> scene.stored()
                .containsAll(List.of("BTCUSD/1m 0 199 final", "BTCUSD/1m 1 199 final")));
        scene.passTo(minute(5));
        assertThat(scene.asked()).hasSize(4);
    }

    @Test
    void what_was_heard_last_before_a_loss_is_final_though_nothing_follows() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 1);
        stream.tells(BTC, candle(0, 100), minute(0));
        scene.passTo(minute(0).plusSeconds(40));
        scene.requestsBring(150);

        stream.says(hears -> hears.onLost(List.of(BTC), "sequence 7 follows 5"));
        scene.passUntil("it is asked for", () -> scene.asked().size() == 2);
        scene.passUntil("it is asked for once more", () -> scene.asked().size() == 3);

        assertThat(scene.asked().get(2)).isEqualTo(new Asked(BTC, new Span(minute(0), minute(1))));
        assertThat(time.now()).isAfterOrEqualTo(minute(1).plusSeconds(30));
        until("it is final", () -> scene.stored().contains("BTCUSD/1m 0 150 final"));
    }

    @Test
    void what_is_heard_seldom_is_stored_after_a_while_and_is_final_with_its_grace() {
        Scene scene = scene(100, BTC).started();
        streams.stream(0).acknowledged().tells(BTC, candle(0, 100), minute(0));

        scene.passTo(NOON.plusSeconds(2));
        until("it is stored", () -> scene.stored().size() == 1);
        scene.passTo(NOON.plusSeconds(92));
        until("it is stored again", () -> scene.stored().size() == 2);

        assertThat(scene.stored()).containsExactly("BTCUSD/1m 0 100", "BTCUSD/1m 0 100 final");
        assertThat(scene.shown()).isEqualTo(1);
    }

    @Test
    void a_start_looks_back_and_a_break_costs_exactly_what_was_not_heard() {
        Scene scene = scene(100, BTC, ETH).started();
        Opened first = streams.stream(0).acknowledged();
        scene.passTo(minute(5));
        first.tells(ETH, candle(5, 1), minute(5));

        first.breaks();
        scene.passTo(minute(7).plusSeconds(10));
        streams.stream(1).acknowledged();
        until("all are asked for", () -> scene.asked().size() == 4);

        assertThat(scene.asked())
                .containsExactlyInAnyOrder(
                        new Asked(BTC, new Span(minute(-180), minute(1))),
                        new Asked(ETH, new Span(minute(-180), minute(1))),
                        new Asked(BTC, new Span(minute(5), minute(8))),
                        new Asked(ETH, new Span(minute(5), minute(8))));
    }

    @Test
    void what_breaks_again_and_again_is_asked_for_once_the_last_request_is_over() {
        Scene scene = scene(100, BTC).started();
        streams.stream(0).acknowledged();
        scene.requestsAreOver(false);
        until("the start looks back", () -> scene.asked().size() == 1);

        for (int broken = 0; broken < 10; broken++) {
            streams.stream(broken).breaks();
            int next = broken + 1;
            scene.passUntil("it is back", () -> streams.opened().size() > next);
            streams.stream(next).acknowledged().tells(BTC, candle(0, broken), time.now());
        }
        int meanwhile = scene.asked().size();
        scene.requestsAreOver(true);
        scene.passUntil("the rest is asked for", () -> scene.asked().size() == 2);

        assertThat(meanwhile).isEqualTo(1);
        assertThat(scene.asked().get(1).span().from()).isEqualTo(minute(0));
    }

    @Test
    void an_exchange_that_is_away_is_not_stormed() {
        streams.fail(IntStream.range(0, 8)
                .mapToObj(n -> new Fault.Transient("refused", null))
                .toArray(Throwable[]::new));
        Scene scene = scene(100, BTC).started();

        until("it waits", () -> !scene.status().problems().isEmpty());
        scene.passTo(NOON.plusSeconds(20));
        boolean soon = streams.opened().isEmpty();
        scene.passUntil("it is open", () -> streams.opened().size() == 1);
        streams.stream(0).acknowledged();

        assertThat(soon).isTrue();
        assertThat(time.now()).isAfter(NOON.plusSeconds(60));
        assertThat(scene.status()).isEqualTo(new StreamStatus(1, 1, 0, List.of()));
    }

    @Test
    void a_switch_that_is_off_is_said_and_nothing_is_lost_when_it_is_on_again() {
        streams.fail(new Fault.Disabled("calls to the outside are switched off", null));
        Scene scene = scene(100, BTC).started();
        until("it says so", () -> scene.status().problems().equals(List.of("calls to the outside are switched off")));

        scene.passUntil("it is open", () -> streams.opened().size() == 1);
        streams.stream(0).acknowledged();
        until("it is asked for", () -> scene.asked().size() == 1);

        assertThat(scene.asked().get(0).span().from()).isEqualTo(minute(-180));
    }

    @Test
    void what_finds_no_room_is_asked_for_when_there_is_some() {
        Scene scene = scene(4, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 1);
        Promise<Void> stuck = Promise.promise();
        scene.beforeCommit(stuck::future);

        IntStream.range(0, 9).forEach(n -> stream.tells(BTC, candle(n, n), minute(n)));
        int waiting = scene.status().buffered();
        scene.beforeCommit(Future::succeededFuture);
        stuck.complete();
        scene.passUntil("it is asked for", () -> scene.asked().size() == 2);

        assertThat(waiting).isEqualTo(4);
        assertThat(scene.unstored()).isEqualTo(5);
        assertThat(scene.asked().get(1)).isEqualTo(new Asked(BTC, new Span(minute(4), minute(9))));
    }

    @Test
    void whoever_stops_stores_what_it_heard() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged().tells(BTC, candle(0, 100), minute(0));

        scene.stop();

        assertThat(scene.stored()).containsExactly("BTCUSD/1m 0 100");
        assertThat(stream.isClosed()).isTrue();
        assertThat(scene.status().connections()).isZero();
    }

    @Test
    void what_was_not_committed_is_stored_later_and_once() {
        Scene scene = scene(100, BTC).started();
        var attempts = new AtomicInteger();
        scene.beforeCommit(() -> attempts.incrementAndGet() < 3
                ? Future.failedFuture(new DatabaseDown("cut before the commit", null))
                : Future.succeededFuture());
        streams.stream(0).acknowledged().tells(BTC, candle(0, 100), minute(0));

        scene.passUntil("it is stored", () -> !scene.stored().isEmpty());

        assertThat(attempts).hasValue(3);
        assertThat(scene.stored()).containsExactly("BTCUSD/1m 0 100");
        until("all is well", () -> scene.status().problems().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "57014"})
    void what_a_server_refuses_that_cannot_write_now_is_stored_later(String sqlState) {
        Scene scene = scene(100, BTC).started();
        var attempts = new AtomicInteger();
        scene.beforeCommit(() -> attempts.incrementAndGet() < 5
                ? Future.failedFuture(new DatabaseError(sqlState, null, "not now", null))
                : Future.succeededFuture());
        streams.stream(0)
                .acknowledged()
                .tells(BTC, candle(0, 100), minute(0))
                .tells(BTC, candle(1, 101), minute(1))
                .tells(BTC, candle(2, 102), minute(2));

        scene.passUntil("all is stored", () -> scene.stored().size() == 3);

        assertThat(attempts.get()).as("by fewer at once").isGreaterThan(5);
        assertThat(scene.asked()).as("only the start looked back").hasSize(1);
        until("all is well", () -> scene.status().problems().isEmpty());
    }

    @Test
    void a_candle_that_cannot_be_stored_holds_up_no_other_and_is_asked_for() {
        Scene scene = scene(100, BTC).started();
        done(scene.node().database().write(tx -> tx.execute("ALTER TABLE heard ADD CHECK (close <> 666)")));
        streams.stream(0)
                .acknowledged()
                .tells(BTC, candle(0, 100), minute(0))
                .tells(BTC, candle(1, 666), minute(1))
                .tells(BTC, candle(2, 102), minute(2));

        scene.passUntil("the others are stored", () -> scene.stored().size() == 2);
        scene.passUntil("it is asked for when it is over", () -> scene.asked().size() == 2);

        assertThat(scene.stored())
                .contains("BTCUSD/1m 0 100", "BTCUSD/1m 2 102")
                .noneMatch(candle -> candle.contains("666"));
        assertThat(scene.asked().get(1)).isEqualTo(new Asked(BTC, new Span(minute(1), minute(2))));
        assertThat(scene.unstored()).as("found no room").isZero();
    }

    @Test
    void another_node_listens_within_half_a_minute_when_one_dies() {
        Scene first = scene("a", streams, 100, BTC).started();
        Opened old = streams.stream(0).acknowledged();
        var others = new ScriptedStreams();
        Scene second = scene("b", others, 100, BTC).started();
        first.passTo(NOON.plusSeconds(20));
        var diedAt = time.now();

        first.node().die();
        second.passUntil("the other listens", () -> !others.opened().isEmpty());
        old.tells(BTC, candle(0, 666), minute(0));
        others.stream(0).acknowledged().tells(BTC, candle(0, 100), minute(0));
        second.passUntil("it is stored", () -> !second.stored().isEmpty());

        assertThat(Duration.between(diedAt, time.now())).isLessThan(Duration.ofSeconds(40));
        assertThat(second.stored()).containsExactly("BTCUSD/1m 0 100");
        assertThat(second.asked()).extracting(one -> one.span().from()).contains(minute(-180));
    }

    @Test
    void a_series_that_is_refused_is_said_and_asked_for_again_on_another_connection() {
        Scene scene = scene(100, BTC, ETH).started();
        Opened first = streams.stream(0).says(hears -> {
            hears.onSubscribed(BTC);
            hears.onRefused(ETH, "10305: channel limit");
        });
        List<String> problems = scene.status().problems();

        scene.passTo(minute(10));
        Opened second = streams.stream(1).acknowledged();

        assertThat(problems).containsExactly("ETHUSD/1m is refused: 10305: channel limit");
        assertThat(second.series()).containsExactly(ETH);
        assertThat(first.isClosed()).isFalse();
        assertThat(scene.status()).isEqualTo(new StreamStatus(2, 2, 0, List.of()));
        until("both are asked for", () -> scene.asked().size() == 2);
    }

    @Test
    void a_maintenance_is_said_and_what_it_hid_is_asked_for() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 1);

        stream.says(hears -> hears.onMaintenance(true));
        List<String> problems = scene.status().problems();
        scene.passTo(minute(30));
        stream.says(hears -> {
            hears.onMaintenance(false);
            hears.onSubscribed(BTC);
        });
        scene.passUntil("it is asked for", () -> scene.asked().size() == 2);

        assertThat(problems).containsExactly("the exchange is in maintenance");
        assertThat(scene.asked().get(1)).isEqualTo(new Asked(BTC, new Span(minute(0), minute(31))));
        assertThat(scene.status().problems()).isEmpty();
    }

    @Test
    void a_maintenance_that_all_nodes_hear_is_noted_once_until_one_may_listen_again() {
        Series[] many = IntStream.range(0, 30)
                .mapToObj(n -> new Series("bitfinex", "COIN" + n, Timeframe.M1))
                .toArray(Series[]::new);
        var others = new ScriptedStreams();
        Scene first = scene("a", streams, 100, many).started();
        Scene second = scene("b", others, 100, many).started();
        first.passUntil(
                "both listen",
                () -> first.status().connections() == 1 && second.status().connections() == 1);
        pass(first, second, minute(5));

        streams.opened().forEach(stream -> stream.says(hears -> hears.onMaintenance(true)));
        others.opened().forEach(stream -> stream.says(hears -> hears.onMaintenance(true)));
        until("it is noted", () -> first.maintenances().size() == 1);
        List<String> meanwhile = first.maintenances();
        pass(first, second, minute(30));
        others.opened().forEach(stream -> stream.says(hears -> hears.onMaintenance(false)));
        until("it is over", () -> !first.maintenances().equals(meanwhile));
        pass(first, second, minute(40));
        streams.opened().forEach(stream -> stream.says(hears -> hears.onMaintenance(false)));
        pass(first, second, minute(41));

        assertThat(meanwhile).containsExactly("12:05..null");
        assertThat(second.maintenances()).containsExactly("12:05..12:30");
    }

    @Test
    void a_maintenance_is_over_when_the_line_opens_again() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        until("it listens", () -> scene.status().connections() == 1);

        stream.says(hears -> hears.onMaintenance(true));
        scene.passTo(minute(30));
        stream.breaks();
        scene.passUntil("it listens again", () -> streams.opened().size() == 2);

        until("it is over", () -> scene.maintenances().equals(List.of("12:00..12:30")));
    }

    @Test
    void a_maintenance_in_which_the_last_node_died_lasts_until_it_was_heard_last() {
        Scene first = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        until("it listens", () -> first.status().connections() == 1);
        stream.says(hears -> hears.onMaintenance(true));
        first.passTo(minute(10).plusSeconds(50));

        first.node().die();
        time.advance(Duration.ofHours(53));
        var others = new ScriptedStreams();
        Scene second = scene("b", others, 100, BTC).started();
        second.passUntil("it listens", () -> !others.opened().isEmpty());
        until("it is over", () -> !second.maintenances().get(0).endsWith("null"));

        assertThat(second.maintenances()).singleElement().isIn("12:00..12:09", "12:00..12:10");
    }

    @Test
    void what_did_not_arrive_is_asked_for_though_the_stream_goes_on() {
        Scene scene = scene(100, BTC, ETH).started();
        Opened stream = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 2);
        scene.passTo(minute(3));

        stream.says(hears -> hears.onLost(List.of(ETH), "sequence 7 follows 5"));
        scene.passUntil("it is asked for", () -> scene.asked().size() == 3);

        assertThat(scene.asked().get(2)).isEqualTo(new Asked(ETH, new Span(minute(0), minute(4))));
        assertThat(streams.opened()).hasSize(1);
    }

    @Test
    void what_is_collected_may_change_while_it_listens_and_what_stays_is_not_disturbed() {
        Scene scene = scene(100, BTC).started();
        Opened stream = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 1);
        scene.passTo(minute(5));

        scene.collects(BTC, ETH);
        Set<Series> both = stream.series();
        stream.says(hears -> hears.onSubscribed(ETH));
        scene.passUntil("the new one is looked back for", () -> scene.asked().size() == 2);
        scene.collects(ETH);
        stream.tells(BTC, candle(5, 100), minute(5)).tells(ETH, candle(5, 101), minute(5));
        scene.stop();

        assertThat(both).containsExactlyInAnyOrder(BTC, ETH);
        assertThat(stream.series()).containsExactly(ETH);
        assertThat(streams.opened()).hasSize(1);
        assertThat(scene.asked().get(1)).isEqualTo(new Asked(ETH, new Span(minute(-175), minute(6))));
        assertThat(scene.stored()).containsExactly("ETHUSD/1m 5 101");
    }

    @Test
    void when_nothing_of_a_connection_is_collected_any_more_it_is_closed() {
        Scene scene = scene(100, BTC, ETH).started();
        Opened first = streams.stream(0).says(hears -> {
            hears.onSubscribed(BTC);
            hears.onRefused(ETH, "10305: channel limit");
        });

        scene.collects(ETH);
        List<String> problems = scene.status().problems();
        scene.passTo(minute(10));
        streams.stream(1).acknowledged();

        assertThat(first.isClosed()).isTrue();
        assertThat(problems).containsExactly("ETHUSD/1m is refused: 10305: channel limit");
        assertThat(scene.status()).isEqualTo(new StreamStatus(1, 1, 0, List.of()));
    }

    @Test
    void a_series_that_fell_silent_among_others_is_asked_for_from_then_on() {
        Scene scene = scene(100, BTC, ETH).started();
        Opened stream = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 2);
        scene.passTo(minute(5));

        stream.says(hears -> hears.onSilent(ETH, minute(3).plusSeconds(20)));
        int meanwhile = scene.status().subscribed();
        stream.says(hears -> hears.onSubscribed(ETH));
        scene.passUntil("it is asked for", () -> scene.asked().size() == 3);

        assertThat(meanwhile).isEqualTo(1);
        assertThat(scene.asked().get(2)).isEqualTo(new Asked(ETH, new Span(minute(3), minute(6))));
        assertThat(scene.status()).isEqualTo(new StreamStatus(1, 2, 0, List.of()));
        assertThat(streams.opened()).hasSize(1);
    }

    @Test
    void what_was_hidden_by_silence_and_then_by_a_break_is_asked_for_as_a_whole() {
        Scene scene = scene(100, BTC, ETH).started();
        Opened first = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 2);
        scene.passTo(minute(5));
        first.tells(BTC, candle(5, 100), minute(5));

        first.says(hears -> hears.onSilent(ETH, minute(4).plusSeconds(40)));
        first.breaks();
        scene.passTo(minute(6).plusSeconds(10));
        streams.stream(1).acknowledged();
        until("both are asked for", () -> scene.asked().size() == 4);

        assertThat(scene.asked())
                .contains(
                        new Asked(ETH, new Span(minute(4), minute(7))), new Asked(BTC, new Span(minute(5), minute(7))));
    }

    @Test
    void what_a_break_hid_is_asked_for_though_other_series_are_collected_meanwhile() {
        Scene scene = scene(100, BTC).started();
        Opened first = streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 1);
        scene.passTo(minute(5));

        streams.fail(IntStream.range(0, 6)
                .mapToObj(n -> new Fault.Transient("refused", null))
                .toArray(Throwable[]::new));
        first.breaks();
        scene.passTo(minute(6).plusSeconds(10));
        scene.collects(BTC, ETH);
        scene.passUntil("it is back", () -> streams.opened().size() == 2);
        streams.stream(1).acknowledged();
        scene.passUntil("both are asked for", () -> scene.asked().size() == 3);

        assertThat(scene.asked()).filteredOn(one -> one.series().equals(BTC)).hasSize(2);
        assertThat(scene.asked())
                .filteredOn(one -> one.series().equals(BTC))
                .last()
                .satisfies(one -> assertThat(one.span().from()).isEqualTo(minute(0)));
    }

    @Test
    void what_a_refusal_hid_is_asked_for_though_other_series_are_collected_meanwhile() {
        Scene scene = scene(100, BTC, ETH).started();
        streams.stream(0).acknowledged();
        until("the start looks back", () -> scene.asked().size() == 2);
        scene.passTo(minute(2));
        streams.stream(0).says(hears -> {
            hears.onSilent(ETH, minute(1));
            hears.onRefused(ETH, "fell silent twice");
        });
        scene.passTo(minute(6));

        scene.collects(ETH);
        scene.passTo(minute(12));
        streams.stream(1).acknowledged();
        scene.passUntil("it is asked for", () -> scene.asked().size() == 3);

        assertThat(scene.asked().get(2)).isEqualTo(new Asked(ETH, new Span(minute(1), minute(13))));
    }

    @Test
    void many_updates_take_little_room_and_none_of_the_candles_is_lost() {
        Scene scene = scene(50, BTC, ETH).started();
        Opened stream = streams.stream(0).acknowledged();

        for (int minute = 0; minute < 20; minute++) {
            int now = minute;
            stream.says(hears -> IntStream.range(0, 5_000).forEach(update -> {
                hears.onCandle(BTC, candle(now, update), minute(now).plusMillis(update));
                hears.onCandle(ETH, candle(now, update), minute(now).plusMillis(update));
            }));
            assertThat(scene.status().buffered()).isLessThanOrEqualTo(50);
            scene.passTo(minute(minute + 1));
        }
        scene.stop();

        assertThat(scene.stored())
                .containsAll(IntStream.range(0, 19)
                        .mapToObj(n -> "BTCUSD/1m " + n + " 4999 final")
                        .toList());
        assertThat(scene.asked()).hasSize(2);
    }

    /** Lets time pass at a pace at which the hearts of both beat. */
    private void pass(Scene first, Scene second, Instant moment) {
        while (time.now().isBefore(moment)) {
            first.passTo(time.now().plusSeconds(5));
            second.beats();
        }
    }

    private Scene scene(int room, Series... series) {
        return scene("a", streams, room, series);
    }

    private Scene scene(String name, ScriptedStreams exchange, int room, Series... series) {
        var scene = new Scene(name, url, time, exchange, room, series);
        scenes.add(scene);
        return scene;
    }
}
