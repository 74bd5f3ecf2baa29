package dev.tickwork.runtime.once;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.RunProgress;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.runtime.terminal.Progress;
import dev.tickwork.runtime.terminal.ProgressView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Follows one run after the other until nobody need wait for it any more. It may run on any node; what happens here is
 * heard at once, the rest is read from the ledger.
 */
public final class RunFollower implements RunListener {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Database database;
    private final Time time;
    private final ProgressView view;
    private final RunStandingStore store = new RunStandingStore();
    private volatile Promise<Void> news = Promise.promise();

    public RunFollower(Database database, Time time, ProgressView view) {
        this.database = database;
        this.time = time;
        this.view = view;
    }

    @Override
    public void changed(RunChange change) {
        news.tryComplete();
    }

    @Override
    public void progressed(RunProgress progress) {
        view.show(new Progress(
                progress.job(), progress.done(), progress.total(), Objects.requireNonNullElse(progress.message(), "")));
    }

    /** How it stands when it is over, rests for longer than a minute, or was kept from work for one by a pause or a switch. */
    Future<RunStanding> follow(UUID run) {
        return follow(run, new Patience());
    }

    private Future<RunStanding> follow(UUID run, Patience patience) {
        news = Promise.promise();
        return database.read(tx -> store.standing(tx, run, time.now()))
                .recover(RunFollower::later)
                .compose(standing -> standing.filter(found -> patience.endsAt(found, time.now()))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> pause().compose(over -> follow(run, patience))));
    }

    private static Future<Optional<RunStanding>> later(Throwable failure) {
        return failure instanceof DatabaseDown
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    private Future<Void> pause() {
        Promise<Void> waiting = news;
        Alarm alarm = time.wakeAfter(BETWEEN_LOOKS, waiting::tryComplete);
        return waiting.future().onComplete(over -> alarm.cancel());
    }
}
