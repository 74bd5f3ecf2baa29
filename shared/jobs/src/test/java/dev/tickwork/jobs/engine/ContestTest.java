package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;

import dev.tickwork.jobs.Lease;
import dev.tickwork.jobs.Leases.Holder;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that was silent may believe in its leases only once it has seen that nobody took them. */
class ContestTest {
    private static final String COMPETES = """
            SELECT id AS said
              FROM worker_nodes
             WHERE 'shard' = ANY(competes)
            """;
    private static final String TAKEN_OVER = """
            UPDATE job_leases
               SET node = 'b-1', token = token + 1
            """;
    private static final String WAITING = """
            SELECT mode AS said
              FROM pg_locks
             WHERE relation = 'job_leases'::regclass
               AND NOT granted
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final Set<String> owned = ConcurrentHashMap.newKeySet();
    private TcpProxy wire;
    private Workshop workshop;
    private Contest contest;

    @BeforeEach
    void own() {
        wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        TestNode node = scene.nodeAt("a", wire.through(scene.url()));
        var holder = new Owner(owned);
        done(node.engine().leases().compete("shard", List.of(), holder));
        until("it competes", () -> !scene.ledger().said(COMPETES).isEmpty());
        var context = new EngineContext(node.parts().vertx().getOrCreateContext());
        workshop = new Workshop(node.parts(), context);
        contest = new Contest("shard", List.of("stream"), new LeaseWork(holder, context.context(), context), workshop);
        look(false);
        until("it owns it", () -> owned.contains("stream"));
    }

    @Test
    void who_was_silent_and_cannot_look_believes_no_more() {
        wire.cut();
        Future<Integer> cutOff = workshop.door().probe(tx -> tx.execute("SELECT 1"));
        until("postgres is away", cutOff::failed);

        look(true);

        until("it believes no more", owned::isEmpty);
    }

    @Test
    void what_is_seen_to_be_anothers_is_given_up_however_late() {
        done(scene.database().write(tx -> tx.execute(TAKEN_OVER)));

        look(NOON, true);

        until("it believes no more", owned::isEmpty);
    }

    @Test
    void that_it_was_silent_is_not_forgotten_for_what_is_to_be_looked_at_next() {
        Promise<Void> released = Promise.promise();
        Future<Void> lock = lock(released);
        look(false);
        until("it looks", () -> !scene.ledger().said(WAITING).isEmpty());
        look(true);
        look(false);

        wire.cut();

        until("it believes no more", owned::isEmpty);
        released.complete();
        done(lock);
    }

    private void look(boolean wasSilent) {
        look(NOON.plusSeconds(15), wasSilent);
    }

    private void look(Instant validUntil, boolean wasSilent) {
        var sight = new Contest.Sight(NOON.minusSeconds(20), true, validUntil, wasSilent);
        workshop.context().run(() -> contest.look(sight));
    }

    /** Held until the promise is kept. */
    private Future<Void> lock(Promise<Void> released) {
        Promise<Void> locked = Promise.promise();
        Future<Void> lock = scene.database().write(tx -> tx.execute("LOCK TABLE job_leases IN ACCESS EXCLUSIVE MODE")
                .compose(held -> {
                    locked.complete();
                    return released.future();
                }));
        done(locked.future());
        return lock;
    }

    private record Owner(Set<String> owned) implements Holder {
        @Override
        public void acquired(Lease lease) {
            owned.add(lease.name());
        }

        @Override
        public Future<Void> lost(String name) {
            owned.remove(name);
            return Future.succeededFuture();
        }
    }
}
