package dev.tickwork.jobs.notices;

import io.vertx.core.Future;

/** Carries notices out of the house. The process around the engine plugs it in. */
@FunctionalInterface
public interface NoticeSender {
    /**
     * Tries once.
     *
     * @return how it ended; a failure counts as {@link Delivery.Outcome#UNKNOWN}
     */
    Future<Delivery> send(NoticeChannel channel, Notice notice);
}
