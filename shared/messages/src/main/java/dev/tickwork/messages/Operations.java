package dev.tickwork.messages;

import java.time.Duration;

/** The bus addresses of the HTTP contract's operations. */
public final class Operations {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Operations() {}

    /** The call behind the contract's {@code operationId}. */
    public static Call<OperationRequest, OperationReply> call(String operationId) {
        return new Call<>("api." + operationId, OperationRequest.class, OperationReply.class, TIMEOUT);
    }
}
