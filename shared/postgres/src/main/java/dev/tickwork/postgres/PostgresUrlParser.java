package dev.tickwork.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a URL apart. A message names the part that is wrong and never its text: in a URL whose password was not encoded
 * any part may hold a piece of it.
 */
final class PostgresUrlParser {
    private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert");

    private final String user;
    private final String password;
    private final String host;
    private final int port;
    private final String database;
    private final Map<String, String> parameters;

    PostgresUrlParser(String url) {
        String[] rest = split(withoutScheme(url.strip()), '?');
        String[] place = split(rest[0], '/');
        int at = place[0].lastIndexOf('@');
        String[] login = split(place[0].substring(0, Math.max(at, 0)), ':');
        String address = place[0].substring(at + 1);
        this.user = required("user", decoded("user", login[0]));
        this.password = decoded("password", login[1]);
        this.host = required("host", hostOf(address));
        this.port = portOf(address);
        this.database = required("database name", decoded("database name", place[1]));
        this.parameters = parametersOf(rest[1]);
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String database() {
        return database;
    }

    SslMode sslMode() {
        String text = parameters.getOrDefault("sslmode", "prefer");
        return SslMode.of(text)
                .orElseThrow(() -> wrong("sslmode is none of disable, allow, prefer, require, verify-ca, verify-full"));
    }

    @Nullable
    String sslRootCert() {
        return parameters.get("sslrootcert");
    }

    private static String withoutScheme(String url) {
        for (String scheme : new String[] {"postgres://", "postgresql://"}) {
            if (url.startsWith(scheme)) {
                return url.substring(scheme.length());
            }
        }
        throw wrong("it does not start with postgres:// or postgresql://");
    }

    private static String hostOf(String address) {
        if (address.startsWith("[")) {
            return address.substring(1, Math.max(address.indexOf(']'), 1));
        }
        return split(address, ':')[0];
    }

    private static int portOf(String address) {
        String port = split(address.substring(address.indexOf(']') + 1), ':')[1];
        if (port.isEmpty()) {
            return 5432;
        }
        int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
        if (number < 1 || number > 65535) {
            throw wrong("the port is not a number from 1 to 65535");
        }
        return number;
    }

    private static Map<String, String> parametersOf(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] pair = split(parameter, '=');
            if (!PARAMETERS.contains(pair[0])) {
                throw wrong("it has a parameter other than sslmode and sslrootcert");
            }
            parameters.put(pair[0], decoded(pair[0], pair[1]));
        }
        return Map.copyOf(parameters);
    }

    /** Before and after the first separator; empty after it when there is none. */
    private static String[] split(String text, char separator) {
        int at = text.indexOf(separator);
        return at < 0 ? new String[] {text, ""} : new String[] {text.substring(0, at), text.substring(at + 1)};
    }

    private static String required(String name, String value) {
        if (value.isEmpty()) {
            throw wrong("it has no " + name);
        }
        return value;
    }

    private static String decoded(String name, String part) {
        try {
            // In a URL's path a plus is a plus; URLDecoder would make a space of it.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("the " + name + " has a % that is not followed by two hex digits");
        }
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("not a database URL, because " + what
                + "; expected is postgres://user:password@host:5432/database,"
                + " with : / ? # [ ] @ % in the password percent-encoded");
    }
}
