package dev.tickwork.gateway.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Makes what nobody may guess. */
public final class Secrets {
    private static final int SECRET_BYTES = 32;
    private static final int ID_LENGTH = 10;
    private static final String ID_ALPHABET = "0123456789abcdefghijkmnpqrstuvwxyz";

    private final RandomGenerator random;

    /** @param random must be one that cannot be predicted, such as {@link SecureRandom}, outside of tests */
    Secrets(RandomGenerator random) {
        this.random = random;
    }

    public static Secrets unguessable() {
        return new Secrets(new SecureRandom());
    }

    /** Names a thing; no secret. */
    String id() {
        return random.ints(ID_LENGTH, 0, ID_ALPHABET.length())
                .mapToObj(index -> String.valueOf(ID_ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }

    /** 256 random bits in 64 hexadecimal digits. */
    String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /** 256 random bits in 43 characters that may stand in a URL. */
    String urlSafe() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
