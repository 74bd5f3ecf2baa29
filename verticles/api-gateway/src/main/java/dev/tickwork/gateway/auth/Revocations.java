package dev.tickwork.gateway.auth;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells those who keep connections open that a credential has ended before its time, on whichever gateway that was said. */
public final class Revocations {
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** Calls {@code listener} with the {@link Identity#credentialId()} of each credential that is revoked from now on. */
    public void onRevoked(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Tells all listeners. Safe to repeat. */
    public void revoked(String credentialId) {
        listeners.forEach(listener -> listener.accept(credentialId));
    }
}
