package dev.tickwork.jobs;

import io.vertx.core.Future;
import java.util.Collection;

/**
 * Work that is owned and not run: each lease belongs to one node at a time, and the leases of a kind are spread evenly over
 * the nodes that want them. A node owns its leases as long as its heartbeat is heard; when it dies, others have them within
 * 30 seconds.
 */
public interface Leases {
    /**
     * Wants leases from now on, as many as are this node's share.
     *
     * @param kind which leases it stands among, such as {@code price-stream}
     * @param names all there are of the kind; every node that competes names the same, sooner or later
     * @param holder hears what it owns, on the caller's context
     * @return completes when the other nodes know of the names, or at once when Postgres is away. Fails when this node
     *     competes for the kind already
     */
    Future<Competition> compete(String kind, Collection<String> names, Holder holder);

    /** Whoever does the work of the leases. */
    interface Holder {
        /** It is ours from now on. */
        void acquired(Lease lease);

        /**
         * It is not ours any more, or will not be for long: stop the work. Writes under the lease are refused once somebody
         * else owns it.
         *
         * @return completes when the work has stopped; a lease that is given up in peace is given away only then
         */
        Future<Void> lost(String name);
    }

    /** The part that a node takes in one kind of leases. */
    interface Competition {
        /** There is one more of them. Safe to repeat. */
        Future<Void> add(String name);

        /** There is one less of them; its work is stopped here. Each node that competes says so. Safe to repeat. */
        Future<Void> remove(String name);

        /** Gives everything up and wants no more. Completes when others may have it. Safe to repeat. */
        Future<Void> leave();
    }
}
