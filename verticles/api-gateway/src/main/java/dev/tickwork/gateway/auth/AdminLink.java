package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.AccessAuditStore.Deed;
import dev.tickwork.gateway.auth.LoginCodeStore.Holder;
import dev.tickwork.messages.Role;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * The way in for whoever starts the system: a link to the console that logs in as admin, once. The code stands in the
 * fragment, which a browser sends to nobody; the console exchanges it.
 */
public final class AdminLink {
    /** How long a link is good. */
    public static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final String STARTER = "whoever started the process";
    private static final Holder ADMIN = new Holder("admin", Role.ADMIN);

    private final Database database;
    private final Time time;
    private final Secrets secrets;
    private final LoginCodeStore codes = new LoginCodeStore();
    private final AccessAuditStore audit = new AccessAuditStore();

    public AdminLink(Database database, Time time, Secrets secrets) {
        this.database = database;
        this.time = time;
        this.secrets = secrets;
    }

    /**
     * A new link, good once within {@link #GOOD_FOR}. It is a secret: print it where only the operator reads.
     *
     * @param console the console's address, such as {@code http://127.0.0.1:8000/}
     */
    public Future<URI> to(URI console) {
        String code = secrets.urlSafe();
        Instant now = time.now();
        var deed = new Deed(now, STARTER, "login_link_made", ADMIN.subject(), null, null, null);
        return database.write(tx -> codes.insert(tx, Sha256.of(code), ADMIN, now, now.plus(time.shownIn(GOOD_FOR)))
                        .compose(added -> audit.note(tx, deed)))
                .map(noted -> console.resolve("#login=" + code));
    }
}
