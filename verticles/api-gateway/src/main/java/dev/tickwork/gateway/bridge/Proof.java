package dev.tickwork.gateway.bridge;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.Authenticator;
import dev.tickwork.gateway.auth.Identity;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The credential that one browser has shown, and who it is by that. */
final class Proof {
    /** Of true time. Never shorter than {@code KeyVerifier} remembers a key: who asks it before learns nothing new. */
    private static final Duration BELIEVED = Duration.ofSeconds(30);

    private final Authenticator authenticator;
    private final Time time;
    private final String address;
    private @Nullable Identity identity;
    private @Nullable String authorization;
    private Instant checkedAt = Instant.MIN;

    /** @param address where the browser is */
    Proof(Authenticator authenticator, Time time, String address) {
        this.authenticator = authenticator;
        this.time = time;
        this.address = address;
    }

    /** Who it is; null before its first valid credential. */
    @Nullable
    Identity identity() {
        return identity;
    }

    /** Whether this shows nothing new. */
    boolean covers(@Nullable String shown) {
        return identity != null && (shown == null || shown.equals(authorization));
    }

    /** Whose credential this is; nothing is kept of it. Fails as {@link Authenticator} does. */
    Future<Identity> check(@Nullable String shown) {
        return Future.succeededFuture().compose(now -> authenticator.authenticate(shown, address));
    }

    /** From now on it is who {@code shown} proved. */
    void accept(Identity proven, @Nullable String shown) {
        identity = proven;
        authorization = shown;
        checkedAt = time.now();
    }

    /** Whether the credential was checked too long ago. A clock that was moved back makes it so, too. */
    boolean isOld(Instant now) {
        return identity != null && (now.isBefore(checkedAt) || !now.isBefore(checkedAt.plus(time.shownIn(BELIEVED))));
    }

    /** Checks the credential again; fails when it proves nothing any more, unless another has come meanwhile. */
    Future<Void> checkAgain() {
        String held = authorization;
        checkedAt = time.now();
        return check(held)
                .<Void>mapEmpty()
                .recover(failure ->
                        Objects.equals(held, authorization) ? Future.failedFuture(failure) : Future.succeededFuture());
    }
}
