package dev.tickwork.runtime;

import dev.tickwork.runtime.jobs.RunListeners;
import dev.tickwork.runtime.lifecycle.Closing;
import io.vertx.core.Future;

/** A process that runs, with its parts and its verticles. */
public final class Node {
    private final Platform platform;
    private final Closing closing;
    private final RunListeners runs;

    Node(Platform platform, Closing closing, RunListeners runs) {
        this.platform = platform;
        this.closing = closing;
        this.runs = runs;
    }

    /**
     * Starts what was planned; blocks until all verticles are deployed. When it fails, nothing of it is left running.
     *
     * @throws dev.tickwork.runtime.lifecycle.CannotStart and {@link dev.tickwork.postgres.StartFailure} with a message
     *     for the one who started it
     */
    public static Node start(NodePlan plan) {
        return start(plan, new Closing());
    }

    /** As {@link #start(NodePlan)}; what must be ended again is added to {@code closing} as it comes up. */
    static Node start(NodePlan plan, Closing closing) {
        return new NodeStart(plan, closing).run();
    }

    public Platform platform() {
        return platform;
    }

    /** All who hear of its runs. */
    RunListeners runs() {
        return runs;
    }

    /** Takes no more work, waits for what is under way, undeploys and closes everything, the last first. */
    public Future<Void> stop() {
        return closing.close();
    }
}
