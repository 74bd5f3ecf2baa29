package dev.tickwork.runtime.replies;

import dev.tickwork.messages.OperationRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether two requests ask the same. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 of the parameters, in whatever order they came, and of the body. */
    static byte[] of(OperationRequest request) {
        Map<String, String> parts = new TreeMap<>();
        request.parameters()
                .fields()
                .forEachRemaining(
                        part -> parts.put(part.getKey(), part.getValue().toString()));
        return sha256(parts + "\n" + request.bodyHash());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
