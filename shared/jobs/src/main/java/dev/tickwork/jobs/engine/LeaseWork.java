package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Leases.Holder;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the holder of one kind of leases what it owns, where it wants to hear it. Touched on the engine's context only. */
final class LeaseWork {
    private static final Logger log = LoggerFactory.getLogger(LeaseWork.class);

    private final Holder holder;
    private final Context home;
    private final EngineContext engine;
    private final Set<String> stopping = new HashSet<>();

    LeaseWork(Holder holder, Context home, EngineContext engine) {
        this.holder = holder;
        this.home = home;
        this.engine = engine;
    }

    void begin(HeldLease lease) {
        log.atInfo()
                .addKeyValue("job", lease.kind())
                .addKeyValue("symbol", lease.name())
                .log("lease acquired");
        home.runOnContext(now -> holder.acquired(lease));
    }

    /** Completes when the work has stopped, well or not. */
    Future<Void> stop(HeldLease lease) {
        log.atInfo()
                .addKeyValue("job", lease.kind())
                .addKeyValue("symbol", lease.name())
                .log("lease lost");
        stopping.add(lease.name());
        Promise<Void> stopped = Promise.promise();
        home.runOnContext(now -> Future.succeededFuture(lease.name())
                .compose(holder::lost)
                .onComplete(answer -> engine.run(() -> stopped(lease, answer, stopped))));
        return stopped.future();
    }

    /** Its work goes on although it is not ours any more. */
    boolean isStopping(String name) {
        return stopping.contains(name);
    }

    private void stopped(HeldLease lease, AsyncResult<Void> answer, Promise<Void> stopped) {
        stopping.remove(lease.name());
        if (answer.failed()) {
            log.atWarn()
                    .addKeyValue("job", lease.kind())
                    .addKeyValue("symbol", lease.name())
                    .addKeyValue("error", answer.cause().getMessage())
                    .log("work of a lost lease could not be stopped");
        }
        stopped.complete();
    }
}
