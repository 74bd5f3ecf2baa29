package dev.tickwork.jobs.engine;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Listening;
import java.util.List;

/** Hears what other nodes say, and that Postgres comes and goes, and has those look whom it concerns. */
final class Hearing {
    private final EngineContext context;
    private final Timetable timetable;
    private final Worker worker;
    private final Cancellations cancellations;
    private final LeasesHere leases;
    private final Runnable lookAtAll;
    private List<Listening> listening = List.of();

    /** @param lookAtAll somebody changed something, or we were deaf for a while */
    Hearing(
            EngineContext context,
            Timetable timetable,
            Worker worker,
            Cancellations cancellations,
            LeasesHere leases,
            Runnable lookAtAll) {
        this.context = context;
        this.timetable = timetable;
        this.worker = worker;
        this.cancellations = cancellations;
        this.leases = leases;
        this.lookAtAll = lookAtAll;
    }

    /** @param whenItChanges Postgres went away or is back */
    void start(Database database, Runnable whenItChanges) {
        listening = List.of(
                database.onChange(up -> context.run(whenItChanges)),
                database.notifications().listen(NodeEngine.CHANNEL, this::heardNothingForAWhile, this::heard));
    }

    void stop() {
        listening.forEach(Listening::end);
    }

    // Called each time that listening begins: what was said meanwhile is lost.
    private void heardNothingForAWhile() {
        context.run(() -> {
            lookAtAll.run();
            cancellations.look();
        });
    }

    private void heard(String words) {
        News news = News.of(words);
        context.run(() -> {
            if (news instanceof News.Ready ready) {
                lookForReady(ready);
            } else if (news instanceof News.Cancel cancel) {
                cancellations.heard(cancel.run());
            } else if (news instanceof News.Room) {
                worker.look();
            } else if (news instanceof News.Leases) {
                leases.look();
            } else {
                lookAtAll.run();
            }
        });
    }

    private void lookForReady(News.Ready ready) {
        if (ready.concerns(timetable.names())) {
            worker.look();
        }
    }
}
