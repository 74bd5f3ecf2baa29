package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.RunProgress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who hear of the runs of this process. */
public final class RunListeners implements RunListener {
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();

    /** Hears of everything from now on. */
    public void add(RunListener listener) {
        listeners.add(listener);
    }

    @Override
    public void changed(RunChange change) {
        listeners.forEach(listener -> listener.changed(change));
    }

    @Override
    public void progressed(RunProgress progress) {
        listeners.forEach(listener -> listener.progressed(progress));
    }
}
