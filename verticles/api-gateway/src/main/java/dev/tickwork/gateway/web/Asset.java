package dev.tickwork.gateway.web;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * A file that browsers load.
 *
 * @param content its bytes
 * @param type for {@code Content-Type}
 * @param tag for {@code ETag}: changes with the content; weak, because answers may be compressed
 */
record Asset(Buffer content, String type, String tag) {
    private static final Map<String, String> TYPE_BY_SUFFIX = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "webmanifest", "application/manifest+json");

    static Asset of(String path, byte[] content) {
        String type = TYPE_BY_SUFFIX.get(suffix(path));
        if (type == null) {
            throw new IllegalArgumentException("no content type is known for " + path);
        }
        return new Asset(Buffer.buffer(content), type, "W/\"" + sha256(content).substring(0, 22) + '"');
    }

    /** Whether files of this name are for browsers at all. */
    static boolean isServed(String path) {
        return TYPE_BY_SUFFIX.containsKey(suffix(path));
    }

    /** The digest that a content security policy names an inline script by, in Base64. */
    static String sha256(String script) {
        return sha256(script.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return content.toString(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String suffix(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
