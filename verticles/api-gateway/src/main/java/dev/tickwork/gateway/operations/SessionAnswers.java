package dev.tickwork.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.gateway.auth.FailedAttempts;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.auth.Sessions;
import dev.tickwork.gateway.auth.Sessions.Opened;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Role;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers the operations on the session: log in, who am I, stay logged in, log out. */
public final class SessionAnswers {
    private final Sessions sessions;
    private final FailedAttempts attempts;

    public SessionAnswers(Sessions sessions, FailedAttempts attempts) {
        this.sessions = sessions;
        this.attempts = attempts;
    }

    /** By operation id. */
    public Map<String, OwnAnswer> all() {
        return Map.of(
                "session.open", this::open,
                "session.get", asked -> Future.succeededFuture(OperationReply.ok(Me.of(asked.who()))),
                "session.renew", asked -> sessions.renew(asked.who()).map(OperationReply::created),
                "session.close", asked -> sessions.close(asked.who()).map(closed -> OperationReply.noContent()));
    }

    /** Who asks, as {@code session.get} answers. */
    record Me(
            String subject,
            Role role,
            String credentialId,
            @Nullable Instant expiresAt) {
        static Me of(Identity identity) {
            return new Me(identity.subject(), identity.role(), identity.credentialId(), identity.expiresAt());
        }
    }

    private Future<OperationReply> open(Asked asked) {
        JsonNode body = Objects.requireNonNull(asked.request().body());
        return attempts.guard(asked.address(), () -> open(body)).map(OperationReply::created);
    }

    private Future<Opened> open(JsonNode body) {
        JsonNode code = body.get("login_code");
        return code == null
                ? sessions.openByKey(body.required("api_key").textValue())
                : sessions.openByCode(code.textValue());
    }
}
