package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes when keys were used, one statement for all of them now and then. What is lost in an outage is lost. */
final class KeyUse {
    private static final Logger log = LoggerFactory.getLogger(KeyUse.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Database database;
    private final Time time;
    private final ApiKeyStore store = new ApiKeyStore();
    private Map<String, Instant> lastUse = new HashMap<>();
    private @Nullable Alarm alarm;

    KeyUse(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /** This key was used just now. */
    synchronized void used(String keyId) {
        lastUse.put(keyId, time.now());
        if (alarm == null) {
            alarm = time.wakeAfter(EVERY, this::writeNow);
        }
    }

    /** Writes what is not written yet; what takes longer than the patience counts as lost. Never fails. */
    Future<Void> writeOrForget(Duration patience) {
        return write().timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure ->
                        log.atWarn().addKeyValue("error", failure.getMessage()).log("last use of keys was not written"))
                .otherwiseEmpty();
    }

    private void writeNow() {
        var unused = writeOrForget(EVERY);
    }

    private Future<Void> write() {
        Map<String, Instant> taken = take();
        if (taken.isEmpty()) {
            return Future.succeededFuture();
        }
        return database.write(tx -> store.used(tx, taken)).mapEmpty();
    }

    private synchronized Map<String, Instant> take() {
        Map<String, Instant> taken = lastUse;
        lastUse = new HashMap<>();
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        return taken;
    }
}
