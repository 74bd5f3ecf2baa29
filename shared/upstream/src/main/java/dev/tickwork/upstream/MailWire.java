package dev.tickwork.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the library's clients, one for each mail: a connection that waits for the next one breaks unseen. */
final class MailWire {
    private final Vertx vertx;
    private final MailPolicy policy;
    private final @Nullable TrustOptions trust;

    MailWire(Vertx vertx, MailPolicy policy, @Nullable TrustOptions trust) {
        this.vertx = vertx;
        this.policy = policy;
        this.trust = trust;
    }

    MailClient open() {
        return MailClient.create(vertx, config());
    }

    private MailConfig config() {
        var config = new MailConfig(policy.server().host(), policy.server().port())
                .setSsl(policy.tls() == MailTls.IMPLICIT)
                .setStarttls(policy.tls() == MailTls.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setOwnHostname(MailAddress.domain(policy.from()))
                .setMaxPoolSize(1)
                .setUserAgent("tickwork")
                .setConnectTimeout((int) policy.timeouts().connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(policy.timeouts().connect().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) policy.timeouts().read().toMillis());
        if (trust != null) {
            config.setTrustOptions(trust);
        }
        return withLogin(config);
    }

    private MailConfig withLogin(MailConfig config) {
        MailLogin login = policy.login();
        return login == null
                ? config.setLogin(LoginOption.DISABLED)
                : config.setLogin(LoginOption.REQUIRED)
                        .setUsername(login.user())
                        .setPassword(login.password());
    }
}
