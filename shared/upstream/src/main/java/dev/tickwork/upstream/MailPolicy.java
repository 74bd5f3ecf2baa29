package dev.tickwork.upstream;

import dev.tickwork.redis.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves this house.
 *
 * @param server who takes it from us
 * @param tls how it is kept from being read on the way there
 * @param login null when the server asks for none
 * @param from the plain address that mail comes from
 * @param rate how many mails all nodes together may send
 * @param breaker when to stop trying
 * @param timeouts how long to wait for the server
 */
public record MailPolicy(
        HostPort server,
        MailTls tls,
        @Nullable MailLogin login,
        String from,
        Rate rate,
        BreakerPolicy breaker,
        Timeouts timeouts) {
    private static final Rate USUAL_RATE = new Rate(30, Duration.ofMinutes(1), 5);

    public MailPolicy {
        if (!MailAddress.isPlain(from)) {
            throw new IllegalArgumentException("from must be a plain address, but is " + from);
        }
    }

    /** At most thirty mails a minute, without a login. */
    public static MailPolicy of(HostPort server, MailTls tls, String from) {
        return new MailPolicy(server, tls, null, from, USUAL_RATE, BreakerPolicy.USUAL, Timeouts.USUAL);
    }

    public MailPolicy withLogin(@Nullable MailLogin other) {
        return new MailPolicy(server, tls, other, from, rate, breaker, timeouts);
    }

    public MailPolicy withRate(Rate other) {
        return new MailPolicy(server, tls, login, from, other, breaker, timeouts);
    }

    public MailPolicy withBreaker(BreakerPolicy other) {
        return new MailPolicy(server, tls, login, from, rate, other, timeouts);
    }

    public MailPolicy withTimeouts(Timeouts other) {
        return new MailPolicy(server, tls, login, from, rate, breaker, other);
    }
}
