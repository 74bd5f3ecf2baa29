package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.SigningKeyStore.SigningSecret;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that sign session tokens: kept in Postgres, so that every gateway believes what any of them signed. */
final class SigningKeys {
    static final String ALGORITHM = "HS256";

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration LOOKED_FOR = Duration.ofDays(1);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration REPLACED_AFTER = Duration.ofDays(30);

    /** Another gateway may sign with it until it has looked for a new one, and tokens live on after that. */
    private static final Duration FORGOTTEN_AFTER = REPLACED_AFTER.plus(LOOKED_FOR.multipliedBy(2));

    private final Vertx vertx;
    private final Database database;
    private final Time time;
    private final Secrets secrets;
    private final SigningKeyStore store = new SigningKeyStore();
    private final Lately<Void> look;
    private volatile Map<String, JWTAuth> byId = Map.of();
    private volatile String newest = "";
    private volatile @Nullable Alarm alarm;

    SigningKeys(Vertx vertx, Database database, Time time, Secrets secrets) {
        this.vertx = vertx;
        this.database = database;
        this.time = time;
        this.secrets = secrets;
        this.look = new Lately<>(time, BETWEEN_LOOKS, BETWEEN_LOOKS, () -> database.read(store::newest)
                .map(this::use));
    }

    /** The key to sign with now. */
    record Signer(String keyId, JWTAuth jwt) {}

    /** Reads the keys, and looks for new ones once a day from now on. */
    Future<Void> start() {
        return load().onSuccess(loaded -> lookAgain(LOOKED_FOR));
    }

    void stop() {
        Alarm set = alarm;
        if (set != null) {
            set.cancel();
        }
    }

    private void lookAgain(Duration wait) {
        alarm = time.wakeAfter(
                wait, () -> load().onSuccess(loaded -> lookAgain(LOOKED_FOR)).onFailure(this::later));
    }

    private void later(Throwable failure) {
        log.atWarn().addKeyValue("error", failure.getMessage()).log("signing keys could not be read");
        lookAgain(AGAIN);
    }

    /** Reads the keys, and makes the first one, or a new one when the last is old. */
    private Future<Void> load() {
        Instant now = time.now();
        var made = new SigningSecret(secrets.id(), secrets.urlSafe());
        return database.write(tx -> store.insertUnlessNewer(tx, made, now, now.minus(REPLACED_AFTER))
                        .compose(inserted -> store.forget(tx, now.minus(FORGOTTEN_AFTER)))
                        .compose(forgotten -> store.newest(tx)))
                .map(this::use);
    }

    Signer signer() {
        String id = newest;
        return new Signer(id, find(id).orElseThrow(() -> new IllegalStateException("signing keys are not loaded")));
    }

    boolean knows(String id) {
        return byId.containsKey(id);
    }

    /**
     * The key of that id. When it is not known, Postgres is asked again, but not for every token: another gateway may have
     * made it.
     */
    Future<Optional<JWTAuth>> byId(String id) {
        return knows(id) ? Future.succeededFuture(find(id)) : look.answer().map(read -> find(id));
    }

    private Optional<JWTAuth> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private Void use(List<SigningSecret> read) {
        Map<String, JWTAuth> keys = new LinkedHashMap<>();
        read.forEach(secret -> keys.put(secret.id(), jwt(secret)));
        byId = Map.copyOf(keys);
        newest = read.isEmpty() ? "" : read.get(0).id();
        return null;
    }

    private JWTAuth jwt(SigningSecret secret) {
        var key = new PubSecKeyOptions()
                .setAlgorithm(ALGORITHM)
                .setId(secret.id())
                .setBuffer(secret.secret());
        // Our clock decides about ends, not the machine's.
        var options = new JWTOptions().setIgnoreExpiration(true);
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key).setJWTOptions(options));
    }
}
