package dev.tickwork.jobs;

/**
 * How many runs of each queue go on at a time on one node.
 *
 * @param highPriority of {@link JobQueue#HIGH_PRIORITY}
 * @param standard of {@link JobQueue#DEFAULT}
 * @param lowPriority of {@link JobQueue#LOW_PRIORITY}
 */
public record Hands(int highPriority, int standard, int lowPriority) {
    public static final Hands DEFAULT = new Hands(50, 50, 10);

    public Hands {
        if (Math.min(highPriority, Math.min(standard, lowPriority)) < 1) {
            throw new IllegalArgumentException("each queue needs at least one hand but they are " + highPriority + ", "
                    + standard + " and " + lowPriority);
        }
    }

    /** How many for one queue. */
    public int of(JobQueue queue) {
        if (queue == JobQueue.HIGH_PRIORITY) {
            return highPriority;
        }
        return queue == JobQueue.DEFAULT ? standard : lowPriority;
    }
}
