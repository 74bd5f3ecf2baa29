package dev.tickwork.jobs.notices;

import io.vertx.core.Future;

/** Calls a watcher outside of the house. The process around the engine plugs it in. */
@FunctionalInterface
public interface HeartbeatSender {
    /**
     * Says that we live.
     *
     * @param name of the heartbeat, as configured
     * @return fails when nobody of that name is known, or did not hear it; safe to repeat
     */
    Future<Void> ping(String name);
}
