package dev.tickwork.jobs;

/** Hears of every change of a run on this node, for consoles and metrics. */
public interface RunListener {
    /** Called on the engine's thread, so it answers at once; what it throws is logged and harms no run. */
    void changed(RunChange change);

    /** A run said how far it is; at most once a second each. As {@link #changed} otherwise. */
    default void progressed(RunProgress progress) {}
}
