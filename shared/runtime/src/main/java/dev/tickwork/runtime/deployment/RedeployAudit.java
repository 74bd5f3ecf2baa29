package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.Caller;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Remembers who redeployed what, and why. */
@FunctionalInterface
public interface RedeployAudit {
    /**
     * Something that somebody does.
     *
     * @param by who
     * @param verticle to what
     * @param reason why
     * @param before how it was; null when it has ended
     * @param after how it ended; null when it begins
     */
    record Entry(
            Caller by,
            String verticle,
            String reason,
            @Nullable Record before,
            @Nullable Record after) {}

    /** Writes it down; where that fails nothing is done. */
    Future<Void> write(Entry entry);
}
