package dev.tickwork.jobs.notices;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.WireException;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one notice after the other, says so, sends it, and says what became of it. */
final class Courier {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration NEWS = Duration.ofHours(24);
    private static final Duration LONGEST_SENDING = Duration.ofMinutes(10);
    private static final Duration RESOLVED_KEPT = Duration.ofDays(90);

    private final Database database;
    private final Time time;
    private final NoticeSender sender;
    private final OutboxStore outbox = new OutboxStore();
    private final IncidentStore incidents = new IncidentStore();

    Courier(Database database, Time time, NoticeSender sender) {
        this.database = database;
        this.time = time;
        this.sender = sender;
    }

    /** Takes a notice for one of the channels; empty when none is due. */
    Future<Optional<DueNotice>> take(Set<NoticeChannel> channels) {
        return database.write(tx -> outbox.take(tx, channels, time.now()));
    }

    /** Sends what was taken. Where the end cannot be written it stays taken, and is given up rather than sent twice. */
    Future<Void> deliver(DueNotice due) {
        return Future.<Void>succeededFuture()
                .compose(start -> sender.send(due.channel(), due.notice()))
                .otherwise(Courier::unforeseen)
                .map(delivery -> Fate.of(delivery, due.attempts(), time.now()))
                .onSuccess(fate -> tell(due, fate))
                .compose(fate -> database.write(tx -> outbox.settle(tx, due, fate)))
                .mapEmpty();
    }

    /** When the next notice falls due after a moment; empty when none will. */
    Future<Optional<Instant>> nextAfter(Instant moment) {
        return database.read(tx -> outbox.nextAfter(tx, moment));
    }

    /** Gives up what is no news any more, and what its taker left behind. */
    Future<Void> tidy() {
        return database.write(tx -> tidy(tx, time.now())).mapEmpty();
    }

    private Future<Integer> tidy(Tx tx, Instant now) {
        return outbox.giveUpTaken(tx, now.minus(LONGEST_SENDING))
                .compose(givenUp -> outbox.expire(tx, now.minus(NEWS)))
                .compose(expired -> incidents.deleteResolved(tx, now.minus(RESOLVED_KEPT)));
    }

    private static Delivery unforeseen(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        return failure instanceof WireException ? Delivery.refused(reason) : Delivery.unknown(reason);
    }

    private static void tell(DueNotice due, Fate fate) {
        log.atLevel(fate.level())
                .addKeyValue("job", due.job())
                .addKeyValue("channel", due.channel().label())
                .addKeyValue("state", fate.state())
                .addKeyValue("error", fate.error())
                .log("tried to send a notice");
    }
}
