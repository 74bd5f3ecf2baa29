package dev.tickwork.jobs;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.function.Function;

/** Something that this node owns for now, such as a stream or a shard. Safe for any thread. */
public interface Lease {
    /** Which leases it stands among, such as {@code price-stream}. */
    String kind();

    /** Which of its kind it is. */
    String name();

    /** Grows each time that the lease changes hands. */
    long token();

    /**
     * Writes in one transaction that counts only while this node owns the lease under this token; several may go on at a
     * time.
     *
     * @return fails with {@link dev.tickwork.domain.Fault.Lost} when somebody else owns it by now, or nobody, and with
     *     {@link dev.tickwork.postgres.DatabaseDown} while Postgres is away
     */
    <T> Future<T> write(Function<Tx, Future<T>> write);
}
