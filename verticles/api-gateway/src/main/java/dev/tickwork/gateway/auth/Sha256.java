package dev.tickwork.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The only form in which a secret is kept. A plain hash is enough for secrets that nobody can guess; it must not be used for
 * passwords that people think up.
 */
final class Sha256 {
    private Sha256() {}

    static byte[] of(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(String secret) {
        return HexFormat.of().formatHex(of(secret));
    }
}
