package dev.tickwork.jobs.notices;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Listening;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox, one notice per channel at a time. Any number of nodes may have one; none sends what another
 * has taken. It looks when a transaction has put something in, when something that waits falls due, and now and then
 * unasked.
 */
public final class NoticeDesk {
    /** Where transactions say that there is something to send. */
    static final String CHANNEL = "notices";

    private static final Logger log = LoggerFactory.getLogger(NoticeDesk.class);
    private static final Duration UNASKED = Duration.ofMinutes(5);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    private final Context context;
    private final Database database;
    private final Time time;
    private final Courier courier;
    private final Set<NoticeChannel> channels;
    private final Map<NoticeChannel, Future<Void>> underWay = new EnumMap<>(NoticeChannel.class);
    private @Nullable Listening listening;
    private @Nullable Alarm alarm;
    private Future<Void> lastLook = Future.succeededFuture();
    private boolean looking;
    private boolean again;
    private boolean stopped;

    /**
     * A desk that does nothing before it is started.
     *
     * @param channels by which this node can send
     */
    public NoticeDesk(Vertx vertx, Database database, Time time, Set<NoticeChannel> channels, NoticeSender sender) {
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.time = time;
        this.channels = Set.copyOf(channels);
        this.courier = new Courier(database, time, sender);
    }

    /** Sends from now on; a database that is away is no obstacle. */
    public void start() {
        context.runOnContext(now -> {
            listening = database.notifications().listen(CHANNEL, this::look, job -> look());
        });
    }

    /** Looks at once; to be called when somebody moved the clock. */
    public void nudge() {
        context.runOnContext(now -> look());
    }

    /**
     * Takes nothing more; completes when what is under way has ended, after 2 s at the latest. What has not ended then is
     * given up later by whoever finds it.
     */
    public Future<Void> stop() {
        Promise<Void> stopping = Promise.promise();
        context.runOnContext(now -> stopHere().onComplete(stopping));
        return stopping.future()
                .timeout(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)
                .recover(NoticeDesk::left);
    }

    private static Future<Void> left(Throwable failure) {
        if (failure instanceof TimeoutException) {
            log.atWarn().log("notices under way are left behind");
            return Future.succeededFuture();
        }
        return Future.failedFuture(failure);
    }

    private Future<Void> stopHere() {
        stopped = true;
        disarm();
        if (listening != null) {
            listening.end();
        }
        return lastLook.compose(looked -> Future.join(List.copyOf(underWay.values())))
                .mapEmpty();
    }

    private void look() {
        if (stopped) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        disarm();
        // What falls due while we look is the next to come, or nobody would look for it.
        Instant begun = time.now();
        lastLook = here(courier.tidy())
                .compose(tidied -> takeAll())
                .compose(taken -> here(courier.nextAfter(begun)))
                .onFailure(NoticeDesk::failed)
                .otherwise(Optional.empty())
                .map(this::looked);
    }

    private Future<Void> takeAll() {
        Set<NoticeChannel> free = EnumSet.noneOf(NoticeChannel.class);
        channels.stream().filter(channel -> !underWay.containsKey(channel)).forEach(free::add);
        if (free.isEmpty() || stopped) {
            return Future.succeededFuture();
        }
        return here(courier.take(free)).compose(taken -> taken.map(this::send).orElseGet(Future::succeededFuture));
    }

    private Future<Void> send(DueNotice due) {
        Future<Void> sending =
                courier.deliver(due).onFailure(NoticeDesk::failed).otherwiseEmpty();
        underWay.put(due.channel(), sending);
        sending.onComplete(sent -> context.runOnContext(now -> {
            underWay.remove(due.channel());
            look();
        }));
        return takeAll();
    }

    /** The database answers on a thread of its own; what the desk remembers is touched on one thread only. */
    private <T> Future<T> here(Future<T> answer) {
        Promise<T> promise = Promise.promise();
        answer.onComplete(done -> context.runOnContext(now -> promise.handle(done)));
        return promise.future();
    }

    private @Nullable Void looked(Optional<Instant> next) {
        looking = false;
        if (again) {
            again = false;
            nudge();
        } else {
            arm(next);
        }
        return null;
    }

    private void arm(Optional<Instant> next) {
        if (stopped) {
            return;
        }
        Instant latest = time.now().plus(UNASKED);
        alarm = time.wakeAt(next.filter(latest::isAfter).orElse(latest), this::nudge);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private static void failed(Throwable failure) {
        if (failure instanceof DatabaseDown) {
            log.atDebug().addKeyValue("error", failure.getMessage()).log("postgres is away, notices wait");
            return;
        }
        log.atError().setCause(failure).log("notices could not be looked after");
    }
}
