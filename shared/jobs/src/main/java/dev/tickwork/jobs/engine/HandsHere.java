package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Hands;
import dev.tickwork.jobs.JobQueue;
import java.util.EnumMap;
import java.util.Map;

/** How many runs of each queue go on here, and how many may. Touched on the engine's context only. */
final class HandsHere {
    private final int[] busy = new int[JobQueue.values().length];
    private final Map<JobQueue, Integer> limits = new EnumMap<>(JobQueue.class);
    private final Hands usual;

    HandsHere(Hands usual) {
        this.usual = usual;
    }

    int free(JobQueue queue) {
        return Math.max(0, limits.getOrDefault(queue, usual.of(queue)) - busy[queue.ordinal()]);
    }

    void take(JobQueue queue) {
        busy[queue.ordinal()]++;
    }

    void giveBack(JobQueue queue) {
        busy[queue.ordinal()]--;
    }

    /** What an operator decided for all nodes; a queue that is not in it has the usual number. */
    void limit(Map<JobQueue, Integer> decided) {
        limits.clear();
        limits.putAll(decided);
    }
}
