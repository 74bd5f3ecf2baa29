package dev.tickwork.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is: {@code postgres://user:password@host:port/database?sslmode=…}, also with {@code postgresql://}.
 * Reserved characters of its parts are percent-encoded; the port is 5432 and sslmode is {@code prefer} when missing.
 * {@code sslrootcert} is a PEM file with the authorities to trust, else those of the JVM are. Prints without its
 * password.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">Connection URIs</a>
 */
public final class PostgresUrl {
    private final String user;
    private final String password;
    private final String host;
    private final int port;
    private final String database;
    private final SslMode sslMode;
    private final @Nullable String sslRootCert;

    PostgresUrl(PostgresUrlParser parts) {
        this.user = parts.user();
        this.password = parts.password();
        this.host = parts.host();
        this.port = parts.port();
        this.database = parts.database();
        this.sslMode = parts.sslMode();
        this.sslRootCert = parts.sslRootCert();
    }

    /** @throws IllegalArgumentException saying what is wrong, never with the password */
    public static PostgresUrl parse(String url) {
        return new PostgresUrl(new PostgresUrlParser(url));
    }

    public String user() {
        return user;
    }

    /** Empty when the URL has none. */
    public String password() {
        return password;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String database() {
        return database;
    }

    /** For JDBC, which gets user and password beside it. */
    public String jdbcUrl() {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://%s:%d/%s?sslmode=%s%s"
                .formatted(literal, port, encoded(database), sslMode.text(), jdbcTrust());
    }

    // Its own default is a file in the home folder; the authorities of the JVM are what other clients here trust.
    private String jdbcTrust() {
        if (sslRootCert != null) {
            return "&sslrootcert=" + encoded(sslRootCert);
        }
        return sslMode.verifies() ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : "";
    }

    SslMode sslMode() {
        return sslMode;
    }

    @Nullable
    String sslRootCert() {
        return sslRootCert;
    }

    @Override
    public String toString() {
        return "postgres://%s:***@%s:%d/%s".formatted(user, host, port, database);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PostgresUrl url
                && url.jdbcUrl().equals(jdbcUrl())
                && url.user.equals(user)
                && url.password.equals(password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(jdbcUrl(), user);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
