package dev.tickwork.messages;

import io.vertx.core.Future;

/** A handler that is registered on the bus. */
@FunctionalInterface
public interface Subscription {
    /** Takes it off; completes when every node knows. Safe to repeat. */
    Future<Void> end();
}
