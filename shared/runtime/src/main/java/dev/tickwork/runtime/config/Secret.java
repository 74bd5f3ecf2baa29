package dev.tickwork.runtime.config;

/**
 * A configured value that nobody may read in a log, an error or a page: a vendor's key, a password.
 *
 * @param value the secret itself; empty when none is configured
 */
public record Secret(String value) {
    public boolean isSet() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isSet() ? "***" : "";
    }
}
