package dev.tickwork.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how to enter: {@code redis://[user:password@]host[:port][/database]}, or {@code rediss://} for TLS.
 * Percent-encoded user and password are decoded. Its text form never shows the password.
 *
 * @param tls whether the connection is encrypted and the server's certificate checked
 * @param host name or address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param database 0 unless the path names another one
 * @param user null for Redis' default user
 * @param password null when the server asks for none
 */
public record RedisUrl(
        boolean tls,
        String host,
        int port,
        int database,
        @Nullable String user,
        @Nullable String password) {
    private static final int DEFAULT_PORT = 6379;

    public RedisUrl {
        require(!host.isBlank(), "has no host");
        require(port > 0 && port < 65536, "has port " + port + ", expected 1 to 65535");
        require(database >= 0, "names database " + database + ", expected 0 or more");
    }

    /**
     * Reads the usual text form.
     *
     * @throws IllegalArgumentException saying what is wrong, without repeating the password
     */
    public static RedisUrl parse(String text) {
        URI uri = uri(text);
        boolean tls = "rediss".equals(uri.getScheme());
        require(tls || "redis".equals(uri.getScheme()), "must begin with redis:// or rediss://");
        require(uri.getHost() != null, "has no readable host: expected redis://user:password@host:port/database");
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        String[] login = login(uri.getRawUserInfo());
        return new RedisUrl(tls, withoutBrackets(uri.getHost()), port, database(uri.getPath()), login[0], login[1]);
    }

    /** Host and port, as logs and health pages show it. */
    public String address() {
        return bracketed() + ":" + port;
    }

    /** What the Redis client takes; user and password travel beside it. */
    String endpoint() {
        return (tls ? "rediss://" : "redis://") + address() + "/" + database;
    }

    @Override
    public String toString() {
        String login = password == null ? "" : (user == null ? "" : user) + ":***@";
        return (tls ? "rediss://" : "redis://") + login + address() + "/" + database;
    }

    private String bracketed() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            // The exception's own text repeats the input, password included.
            throw new IllegalArgumentException(
                    "Redis URL cannot be read at character " + e.getIndex() + ": percent-encode special characters");
        }
    }

    private static @Nullable String[] login(@Nullable String userInfo) {
        if (userInfo == null || userInfo.isEmpty()) {
            return new @Nullable String[] {null, null};
        }
        int colon = userInfo.indexOf(':');
        require(colon >= 0, "has a user without a password: expected user:password@ or :password@");
        String user = decoded(userInfo.substring(0, colon));
        return new @Nullable String[] {user.isEmpty() ? null : user, decoded(userInfo.substring(colon + 1))};
    }

    private static String decoded(String raw) {
        // URLDecoder reads forms, where a plus is a blank; in a URL it is a plus.
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static int database(@Nullable String path) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        require(path.matches("/\\d{1,5}"), "has path " + path + ", expected a database number such as /0");
        return Integer.parseInt(path.substring(1));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException("Redis URL " + complaint);
        }
    }
}
