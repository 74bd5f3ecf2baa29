package dev.tickwork.gateway.bridge;

import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.messages.ApiProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one browser hears. */
final class Subscriptions {
    private final Audiences audiences;
    private final Outbox outbox;
    private final int most;
    private final Set<String> addresses = new HashSet<>();

    Subscriptions(Audiences audiences, Outbox outbox, BridgeLimits limits) {
        this.audiences = audiences;
        this.outbox = outbox;
        this.most = limits.subscriptionsPerSocket();
    }

    /** Adds an address, safe to repeat; an {@link ApiProblem} says why that may not be. */
    void add(String address, Identity who) {
        if (!LiveAddresses.mayHear(address, who)) {
            throw ApiProblem.of(403, "access_denied", "this address may not be heard");
        }
        if (addresses.contains(address)) {
            return;
        }
        if (addresses.size() >= most) {
            throw ApiProblem.of(429, "too_many_subscriptions", "a connection hears at most " + most + " addresses");
        }
        addresses.add(address);
        audiences.join(address, outbox);
    }

    /** Takes one off; nothing of it is sent any more. Safe to repeat. */
    void remove(String address) {
        if (addresses.remove(address)) {
            audiences.leave(address, outbox);
            outbox.forget(address);
        }
    }

    /** Takes off what {@code who} may not hear, after a renewal with another role. */
    void keepPermitted(Identity who) {
        List.copyOf(addresses).stream()
                .filter(address -> !LiveAddresses.mayHear(address, who))
                .forEach(this::remove);
    }

    void removeAll() {
        List.copyOf(addresses).forEach(this::remove);
    }
}
