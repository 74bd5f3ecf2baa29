package dev.tickwork.gateway.http;

import dev.tickwork.gateway.operations.Asked.Idempotency;
import dev.tickwork.messages.ApiProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** What tells a repeated request from a new one; whoever does the work decides by it. */
final class IdempotencyKeys {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern ACCEPTABLE = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private IdempotencyKeys() {}

    /** @throws ApiProblem 400 for a key that is none */
    static Idempotency of(HttpServerRequest request, Optional<Buffer> body) {
        String key = request.getHeader(HEADER);
        if (key != null && !ACCEPTABLE.matcher(key).matches()) {
            throw ApiProblem.of(
                    400, "invalid_idempotency_key", "Idempotency-Key must be 1 to 200 visible ASCII characters");
        }
        return new Idempotency(key, body.map(IdempotencyKeys::sha256).orElse(null));
    }

    private static String sha256(Buffer body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
