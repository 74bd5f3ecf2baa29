package dev.tickwork.runtime.outside;

import dev.tickwork.redis.Rate;
import dev.tickwork.runtime.config.Secret;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.MailAddress;
import dev.tickwork.upstream.MailLogin;
import dev.tickwork.upstream.MailPolicy;
import dev.tickwork.upstream.MailTls;
import dev.tickwork.upstream.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * The mail server in {@code conf/upstream.yaml}. What is null is as it usually is.
 *
 * @param host empty when no mail is sent
 * @param port of the server
 * @param tls how mail is kept from being read on the way there
 * @param user empty when the server asks for no login
 * @param password of the user
 * @param from the plain address that mail comes from
 * @param rate how many mails all processes together may send
 * @param timeouts how long to wait for the server
 */
public record MailPart(
        String host,
        int port,
        MailTls tls,
        String user,
        Secret password,
        String from,
        @Nullable Rate rate,
        @Nullable Timeouts timeouts) {
    public MailPart {
        require(port >= 1 && port <= 65535, "port: " + port + " is not 1 to 65535");
        require(host.isEmpty() || MailAddress.isPlain(from), "from: \"" + from + "\" is not an address like a@b.org");
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Whether there is a server. */
    public boolean isSet() {
        return !host.isEmpty();
    }

    HostPort server() {
        return new HostPort(host, port);
    }

    @Nullable
    MailPolicy policy() {
        if (!isSet()) {
            return null;
        }
        MailPolicy policy = MailPolicy.of(server(), tls, from)
                .withLogin(user.isEmpty() ? null : new MailLogin(user, password.value()));
        policy = ProviderPart.with(policy, rate, MailPolicy::withRate);
        return ProviderPart.with(policy, timeouts, MailPolicy::withTimeouts);
    }
}
