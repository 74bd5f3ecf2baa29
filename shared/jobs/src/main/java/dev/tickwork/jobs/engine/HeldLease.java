package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Lease;
import dev.tickwork.jobs.engine.LeaseStore.Taken;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.function.Function;

/** A lease that this node owns, or owned. */
record HeldLease(String kind, Taken taken, LeaseStore store, LedgerDoor door) implements Lease {
    @Override
    public String name() {
        return taken.name();
    }

    @Override
    public long token() {
        return taken.token();
    }

    @Override
    public <T> Future<T> write(Function<Tx, Future<T>> write) {
        return door.writeAtLeisure(tx ->
                store.lock(tx, kind, taken).compose(held -> held ? write.apply(tx) : Future.failedFuture(lost())));
    }

    private Fault.Lost lost() {
        return new Fault.Lost("lease " + kind + " " + taken.name() + " is not ours under token " + taken.token());
    }
}
