package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose key it is. A good key is remembered for a moment, so that not every request asks Postgres; a revocation, told
 * by notification, ends that at once. While Postgres is away, keys that were verified before are honoured for a while.
 */
final class KeyVerifier {
    /** How long an outage may last until nobody is believed any more. */
    static final Duration HONOURED = Duration.ofMinutes(10);

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int REMEMBERED_KEYS = 10_000;

    private record Verified(ApiKey key, Instant at, boolean isDoubted) {
        Verified doubted() {
            return new Verified(key, at, true);
        }

        boolean isFresh(Instant now) {
            return !isDoubted && !now.isBefore(at) && now.isBefore(at.plus(FRESH));
        }
    }

    private final Outage outage;
    private final Time time;
    private final KeyUse use;
    private final ApiKeyStore store = new ApiKeyStore();
    private final Map<String, Verified> known = new RecentlyUsed<>(REMEMBERED_KEYS);

    KeyVerifier(Outage outage, Time time, KeyUse use) {
        this.outage = outage;
        this.time = time;
        this.use = use;
    }

    /** Whose key this is; fails with a problem: 401, or 503 when it cannot be checked now. */
    Future<ApiKey> verify(String secret) {
        String hash = Sha256.hex(secret);
        Verified verified = recall(hash);
        if (verified != null && verified.isFresh(time.now())) {
            return good(verified.key());
        }
        return outage.read(
                        tx -> store.byHash(tx, Sha256.of(secret)).map(found -> remember(hash, found)),
                        lasting -> honoured(verified, lasting))
                .compose(this::good);
    }

    /** Whether this key was good before, so that showing it is no guess. */
    boolean isKnown(String secret) {
        return recall(Sha256.hex(secret)) != null;
    }

    /** Forgets a key that was revoked. */
    synchronized void forget(String keyId) {
        known.values().removeIf(verified -> verified.key().id().equals(keyId));
    }

    /** Asks Postgres again for every key: a revocation may have been missed. */
    synchronized void doubt() {
        known.replaceAll((hash, verified) -> verified.doubted());
    }

    private synchronized @Nullable Verified recall(String hash) {
        return known.get(hash);
    }

    private synchronized ApiKey remember(String hash, Optional<ApiKey> found) {
        ApiKey key = found.orElseThrow(Unauthorized::unknown);
        if (key.isRevoked()) {
            known.remove(hash);
        } else {
            known.put(hash, new Verified(key, time.now(), false));
        }
        return key;
    }

    private Future<ApiKey> honoured(@Nullable Verified verified, Duration lasting) {
        if (verified == null || lasting.compareTo(time.shownIn(HONOURED)) >= 0) {
            return Future.failedFuture(Unauthorized.notNow());
        }
        return Future.succeededFuture(verified.key());
    }

    private Future<ApiKey> good(ApiKey key) {
        if (key.isRevoked()) {
            return Future.failedFuture(Unauthorized.revoked());
        }
        if (key.isExpired(time.now())) {
            return Future.failedFuture(Unauthorized.expired());
        }
        use.used(key.id());
        return Future.succeededFuture(key);
    }
}
