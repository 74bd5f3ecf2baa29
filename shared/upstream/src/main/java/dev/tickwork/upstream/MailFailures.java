package dev.tickwork.upstream;

import io.vertx.ext.mail.SMTPException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Says in our own terms why a mail was not taken. */
final class MailFailures {
    /** A server that sends strangers away once wants them back after some minutes. */
    private static final Duration LATER = Duration.ofMinutes(5);

    private static final int CLOSING = 421;

    private final HostPort server;
    private final Redactor redactor;
    private final Clock clock;

    MailFailures(HostPort server, Redactor redactor, Clock clock) {
        this.server = server;
        this.redactor = redactor;
        this.clock = clock;
    }

    /** @param begun whether the server may have got some of the mail */
    UpstreamFailure of(Throwable failure, boolean begun) {
        if (failure instanceof UpstreamFailure known) {
            return known;
        }
        if (failure instanceof SMTPException answer) {
            return of(answer);
        }
        return new UpstreamFailure.Unavailable(MailLane.NAME, server + " " + inWords(failure), begun);
    }

    private UpstreamFailure of(SMTPException answer) {
        String said = server + " said " + answer.getReplyCode() + ": " + redactor.redact(words(answer));
        if (answer.isPermanent()) {
            return new UpstreamFailure.Refused(MailLane.NAME, said);
        }
        return answer.getReplyCode() == CLOSING
                ? new UpstreamFailure.Unavailable(MailLane.NAME, said, false)
                : new UpstreamFailure.RateLimited(
                        MailLane.NAME, said, clock.instant().plus(LATER), null);
    }

    private static String words(SMTPException answer) {
        return String.valueOf(answer.getMessage()).strip().replaceAll("\\s+", " ");
    }

    private String inWords(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "did not answer in time";
        }
        if (failure instanceof UnknownHostException) {
            return "has no address";
        }
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return "could not be given a mail: " + redactor.redact(message == null ? kind : kind + ": " + message);
    }
}
