package dev.tickwork.jobs;

import dev.tickwork.messages.Wire;
import java.util.List;
import java.util.SortedMap;

/** What a successful run leaves in the ledger, as JSON of a bounded size. */
sealed interface RunResult {
    /** The same, with rows that were written after the run had ended. */
    RunResult plusRows(int rows);

    String json();

    static RunResult of(JobOutcome.Done done) {
        return new Worked(done.rowsWritten(), done.items(), done.failed().size(), Failed.first(done.failed()));
    }

    /**
     * @param rowsWritten rows inserted or changed
     * @param itemsDone such as symbols
     * @param itemsFailed all that failed
     * @param failed the first of them, by name
     */
    record Worked(int rowsWritten, int itemsDone, int itemsFailed, List<Failed> failed) implements RunResult {
        @Override
        public RunResult plusRows(int rows) {
            return new Worked(rowsWritten + rows, itemsDone, itemsFailed, failed);
        }

        @Override
        public String json() {
            return Wire.encode(this);
        }
    }

    /** @param skipped why there was nothing to do */
    record Omitted(String skipped) implements RunResult {
        @Override
        public RunResult plusRows(int rows) {
            return this;
        }

        @Override
        public String json() {
            return Wire.encode(this);
        }
    }

    /**
     * @param item such as a symbol
     * @param reason why it failed
     */
    record Failed(String item, String reason) {
        private static final int SHOWN = 100;
        private static final int LONGEST_REASON = 300;

        static List<Failed> first(SortedMap<String, String> failed) {
            return failed.entrySet().stream()
                    .limit(SHOWN)
                    .map(entry -> new Failed(entry.getKey(), Texts.atMost(LONGEST_REASON, entry.getValue())))
                    .toList();
        }
    }
}
