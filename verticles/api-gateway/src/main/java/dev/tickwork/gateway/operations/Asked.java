package dev.tickwork.gateway.operations;

import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.contract.ApiOperation;
import dev.tickwork.gateway.contract.CheckedRequest;
import dev.tickwork.messages.ApiProblem;
import org.jspecify.annotations.Nullable;

/**
 * An operation that somebody asks for who may.
 *
 * @param operation what is asked for
 * @param identity who asks; null when everybody may and nobody said
 * @param address where the request comes from
 * @param request fits the contract
 * @param idempotency how a repetition is known
 */
public record Asked(
        ApiOperation operation,
        @Nullable Identity identity,
        String address,
        CheckedRequest request,
        Idempotency idempotency) {
    /**
     * How the repetition of a request is known.
     *
     * @param key the caller's {@code Idempotency-Key}; null when it sent none
     * @param bodyHash SHA-256 of the body as it was sent, in hex; null without a body
     */
    public record Idempotency(
            @Nullable String key, @Nullable String bodyHash) {
        public static final Idempotency NONE = new Idempotency(null, null);
    }

    /** The same, of another request. */
    public Asked with(CheckedRequest other) {
        return new Asked(operation, identity, address, other, idempotency);
    }

    /** Who asks, for operations that are not for everybody. */
    public Identity who() {
        if (identity == null) {
            throw ApiProblem.of(401, "no_credential", "send an API key or a session token");
        }
        return identity;
    }

    /** A parameter that the contract requires or gives a default. */
    public String text(String parameter) {
        return request.parameters().required(parameter).textValue();
    }

    /** A parameter that may be absent. */
    public @Nullable String textOrNull(String parameter) {
        return request.parameters().path(parameter).textValue();
    }
}
