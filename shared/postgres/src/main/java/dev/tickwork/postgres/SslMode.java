package dev.tickwork.postgres;

import java.util.Arrays;
import java.util.Optional;

/**
 * How much a connection insists on TLS, as libpq means it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">SSL support</a>
 */
enum SslMode {
    DISABLE("disable"),
    ALLOW("allow"),
    PREFER("prefer"),
    REQUIRE("require"),
    VERIFY_CA("verify-ca"),
    VERIFY_FULL("verify-full");

    private final String text;

    SslMode(String text) {
        this.text = text;
    }

    static Optional<SslMode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text.equals(text)).findFirst();
    }

    String text() {
        return text;
    }

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }
}
