package dev.tickwork.upstream;

import io.vertx.core.Future;
import io.vertx.ext.mail.MailClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to hand over a mail. Whatever goes wrong ends as an {@link UpstreamFailure}.
 *
 * <p>The client resolves the server's name once more, after we have checked where it leads. Whoever changes the answer in
 * between gets no mail, because outside of our own network the certificate must be that of the name.
 */
final class MailExchange {
    private static final Logger log = LoggerFactory.getLogger(MailExchange.class);

    private final MailLane lane;
    private final Envelope envelope;
    private @Nullable MailClient client;
    private boolean over;

    MailExchange(MailLane lane, Mail mail) {
        this.lane = lane;
        this.envelope = new Envelope(lane.policy().from(), mail);
    }

    /**
     * Runs once.
     *
     * @param limit for the whole attempt; the client never answers when it is cut off after the end of a mail
     */
    Future<Void> run(Duration limit) {
        return lane.gate()
                .locate(MailLane.NAME, lane.policy().server())
                .compose(address -> hand())
                .timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(lane.failures().of(failure, envelope.isOpened())))
                .onComplete(done -> hangUp());
    }

    private Future<Void> hand() {
        if (over) {
            return Future.failedFuture(new TimeoutException("too late to send"));
        }
        client = lane.wire().open();
        return client.sendMail(envelope).mapEmpty();
    }

    private void hangUp() {
        over = true;
        if (client != null) {
            client.close().onFailure(MailExchange::notClosed);
        }
    }

    private static void notClosed(Throwable failure) {
        log.atDebug()
                .addKeyValue("error", failure.getClass().getSimpleName())
                .log("mail connection did not end cleanly");
    }
}
