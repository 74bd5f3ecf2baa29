package dev.tickwork.providers;

/**
 * A value of a provider's that cannot be what it should be. The message says what is wrong, fit for operators. It has no
 * trace: an answer may have thousands of them.
 */
public final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    public Unusable(String message) {
        super(message, null, false, false);
    }
}
