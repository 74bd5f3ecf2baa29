package dev.tickwork.jobs.engine;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static dev.tickwork.testservers.Await.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Lease;
import dev.tickwork.jobs.Leases.Competition;
import dev.tickwork.jobs.Leases.Holder;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LeasesTest {
    private static final List<String> SHARDS =
            IntStream.range(0, 10).mapToObj(shard -> "shard-" + shard).toList();

    private static final Duration EVERY = Duration.ofSeconds(5);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void a_node_alone_owns_them_all() {
        Owner owner = competes(scene.node("a"), SHARDS);

        until("it owns all", () -> owner.owned.size() == 10);

        assertThat(owner.owned.keySet()).containsExactlyElementsOf(SHARDS);
        assertThat(owner.owned.get("shard-3").token()).isEqualTo(1);
    }

    @Test
    void they_are_spread_evenly_over_the_nodes_that_compete() {
        List<Owner> owners = new ArrayList<>();
        Stream.of("a", "b", "c").forEach(name -> owners.add(competes(scene.node(name), SHARDS)));

        beatUntil("they share", () -> sizes(owners).equals(List.of(4, 3, 3)), "a-1", "b-1", "c-1");

        assertThat(owners.stream().flatMap(owner -> owner.owned.keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(SHARDS);
    }

    @Test
    void another_takes_the_leases_of_a_node_that_died_within_thirty_seconds() {
        TestNode dying = scene.node("a");
        Owner first = competes(dying, SHARDS);
        Owner second = competes(scene.node("b"), SHARDS);
        beatUntil("they share", () -> sizes(List.of(first, second)).equals(List.of(5, 5)), "a-1", "b-1");
        IntStream.range(0, 4).forEach(beat -> scene.beatAll("a-1", "b-1"));

        dying.die();
        IntStream.range(0, 4).forEach(beat -> scene.beatAll("b-1"));
        int before = second.owned.size();
        IntStream.range(0, 2).forEach(beat -> scene.beatAll("b-1"));
        until("it owns all", () -> second.owned.size() == 10);

        assertThat(before).isEqualTo(5);
        assertThat(second.owned.values().stream().mapToLong(Lease::token).max().getAsLong())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_node_that_is_cut_off_stops_believing_before_others_may_take_them() {
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        TestNode cutOff = scene.nodeAt("a", wire.through(scene.url()));
        Owner first = competes(cutOff, List.of("stream"));
        until("it owns it", () -> first.owned.size() == 1);
        Lease old = first.owned.get("stream");
        Owner second = competes(scene.node("b"), List.of("stream"));
        IntStream.range(0, 4).forEach(beat -> scene.beatAll("a-1", "b-1"));

        wire.cut();
        IntStream.range(0, 3).forEach(beat -> scene.beatAll("b-1"));
        until("it believes no more", () -> first.owned.isEmpty());
        boolean takenAlready = !second.owned.isEmpty();
        IntStream.range(0, 3).forEach(beat -> scene.beatAll("b-1"));
        until("the other owns it", () -> second.owned.size() == 1);
        wire.restore();
        until("it is back", () -> cutOff.database().isUp());

        assertThat(takenAlready).isFalse();
        assertThatThrownBy(() -> done(old.write(tx -> Future.succeededFuture(1))))
                .isInstanceOf(Fault.Lost.class);
        Integer written = done(second.owned.get("stream").write(tx -> Future.succeededFuture(1)));
        assertThat(written).isEqualTo(1);
        assertThat(second.owned.get("stream").token()).isGreaterThan(old.token());
    }

    @Test
    void a_clock_that_jumps_takes_no_lease_from_a_node_that_is_there() {
        Owner first = competes(scene.node("a"), SHARDS);
        Owner second = competes(scene.node("b"), SHARDS);
        beatUntil("they share", () -> sizes(List.of(first, second)).equals(List.of(5, 5)), "a-1", "b-1");
        IntStream.range(0, 4).forEach(beat -> scene.beatAll("a-1", "b-1"));
        Map<String, Long> before = tokens(first, second);
        first.losses.clear();
        second.losses.clear();

        scene.time().advance(Duration.ofSeconds(28));
        until("both beat", () -> Stream.of("a-1", "b-1")
                .allMatch(node -> scene.time().now().equals(scene.ledger().seenAt(node))));
        IntStream.range(0, 4).forEach(beat -> scene.beatAll("a-1", "b-1"));

        assertThat(first.losses).isEmpty();
        assertThat(second.losses).isEmpty();
        assertThat(tokens(first, second)).isEqualTo(before);
    }

    @Test
    void a_node_that_was_suspended_gives_way_to_whoever_took_over() {
        var own = new FakeTime(Scene.NOON);
        TestNode suspended = scene.closedAfterwards(new TestNode("a", scene.url(), own, Scene.PATIENT));
        Owner first = competes(suspended, List.of("one", "two"));
        until("it owns both", () -> first.owned.size() == 2);
        Owner second = competes(scene.node("b"), List.of("one", "two"));
        beatUntil("they share", () -> sizes(List.of(first, second)).equals(List.of(1, 1)), own);
        Lease old = first.owned.values().iterator().next();

        IntStream.range(0, 8).forEach(beat -> scene.beatAll("b-1"));
        until("the other owns both", () -> second.owned.size() == 2);
        long taken = second.owned.get(old.name()).token();
        own.moveTo(scene.time().now());
        until("it has given way", () -> first.losses.contains(old.name()));

        assertThatThrownBy(() -> done(old.write(tx -> Future.succeededFuture(1))))
                .isInstanceOf(Fault.Lost.class);
        beatUntil("they share again", () -> sizes(List.of(first, second)).equals(List.of(1, 1)), own);
        assertThat(tokens(first, second)).containsOnlyKeys("one", "two");
        assertThat(first.owned.values()).allSatisfy(lease -> assertThat(lease.token())
                .isGreaterThan(lease.name().equals(old.name()) ? taken : old.token()));
    }

    @Test
    void whoever_cannot_ask_after_its_clock_jumped_believes_no_more() {
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        Owner owner = competes(scene.nodeAt("a", wire.through(scene.url())), SHARDS);
        until("it owns all", () -> owner.owned.size() == 10);

        wire.cut();
        scene.time().advance(Duration.ofSeconds(28));

        until("it believes no more", () -> owner.owned.isEmpty());
    }

    @Test
    void on_a_clock_that_runs_faster_nobody_is_silent_sooner() {
        scene.time().runs(60);
        Owner first = competes(scene.node("a"), List.of("stream"));
        until("it owns it", () -> first.owned.size() == 1);
        Owner second = competes(scene.node("b"), List.of("stream"));

        IntStream.range(0, 6).forEach(beat -> scene.beatAll("a-1", "b-1"));

        assertThat(first.owned.get("stream").token()).isEqualTo(1);
        assertThat(second.owned).isEmpty();
    }

    @Test
    void a_node_that_drains_gives_its_leases_away_at_once() {
        TestNode leaving = scene.node("a");
        Owner first = competes(leaving, SHARDS);
        Owner second = competes(scene.node("b"), SHARDS);
        beatUntil("they share", () -> sizes(List.of(first, second)).equals(List.of(5, 5)), "a-1", "b-1");

        done(leaving.engine().drain(Duration.ofSeconds(5)));
        beatUntil("the other owns all", () -> second.owned.size() == 10, "b-1");

        assertThat(first.owned).isEmpty();
    }

    @Test
    void names_come_and_go_while_it_runs() {
        Owner owner = competes(scene.node("a"), List.of("one"));
        until("it owns one", () -> owner.owned.size() == 1);

        done(owner.competition.add("two"));
        until("it owns two", () -> owner.owned.size() == 2);
        done(owner.competition.remove("one"));

        assertThat(owner.owned.keySet()).containsExactly("two");
    }

    @Test
    void what_its_share_leaves_over_is_owned_nevertheless() {
        Owner first = competes(scene.node("a"), List.of("mine-1", "mine-2"));
        Owner second = competes(scene.node("b"), List.of("yours-1", "yours-2"));

        IntStream.range(0, 8).forEach(beat -> scene.beatAll("a-1", "b-1"));
        until("all are owned", () -> first.owned.size() == 2 && second.owned.size() == 2);
        IntStream.range(0, 5).forEach(beat -> scene.beatAll("a-1", "b-1"));

        assertThat(first.owned).hasSize(2);
        assertThat(second.owned).hasSize(2);
    }

    @Test
    void whoever_leaves_wants_no_more() {
        Owner first = competes(scene.node("a"), SHARDS);
        until("it owns all", () -> first.owned.size() == 10);

        done(first.competition.leave());
        scene.beatAll("a-1");

        assertThat(first.owned).isEmpty();
        assertThat(scene.ledger().said(OWNERS)).isEmpty();
    }

    @Test
    void nodes_that_compete_for_nothing_pay_nothing() {
        scene.node("a");
        until("it beats", () -> scene.ledger().seenAt("a-1") != null);
        long before = scene.ledger().transactions();

        IntStream.range(0, 6).forEach(beat -> scene.beatAll("a-1"));

        assertThat(scene.ledger().transactions() - before).isLessThanOrEqualTo(8);
    }

    private static final String OWNERS = """
            SELECT node AS said
              FROM job_leases
             WHERE node IS NOT NULL
            """;

    @CanIgnoreReturnValue
    private static Owner competes(TestNode node, Collection<String> names) {
        var owner = new Owner();
        owner.competition = done(node.engine().leases().compete("shard", names, owner));
        return owner;
    }

    private static Map<String, Long> tokens(Owner... owners) {
        return Stream.of(owners)
                .flatMap(owner -> owner.owned.values().stream())
                .collect(Collectors.toMap(Lease::name, Lease::token));
    }

    private static List<Integer> sizes(List<Owner> owners) {
        return owners.stream().map(owner -> owner.owned.size()).toList();
    }

    // What a beat sets off takes its time, in which the clock must not run on: nodes that leave a share lying lose it.
    private void beatUntil(String what, BooleanSupplier claim, String... nodes) {
        for (int beat = 0; beat < 8 && !within(Duration.ofSeconds(3), claim); beat++) {
            scene.beatAll(nodes);
        }
        until(what, claim);
    }

    // The first node has a clock of its own, which goes with that of the scene.
    private void beatUntil(String what, BooleanSupplier claim, FakeTime own) {
        for (int beat = 0; beat < 8 && !within(Duration.ofSeconds(3), claim); beat++) {
            own.advance(EVERY);
            until("it beats", () -> own.now().equals(scene.ledger().seenAt("a-1")));
            scene.beatAll("b-1");
        }
        until(what, claim);
    }

    /** Remembers what it owns. */
    private static final class Owner implements Holder {
        final Map<String, Lease> owned = new ConcurrentSkipListMap<>();
        final List<String> losses = new CopyOnWriteArrayList<>();
        Competition competition;

        @Override
        public void acquired(Lease lease) {
            owned.put(lease.name(), lease);
        }

        @Override
        public Future<Void> lost(String name) {
            owned.remove(name);
            losses.add(name);
            return Future.succeededFuture();
        }
    }
}
