package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.RunListener;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down and tells what runs say of themselves: once a second for all of them, and at once when one ends. */
final class Journals {
    private static final Logger log = LoggerFactory.getLogger(Journals.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Workshop workshop;
    private final RunListener listener;
    private final JournalStore store = new JournalStore();
    private final Set<Execution> noticed = new LinkedHashSet<>();
    private @Nullable Alarm alarm;

    Journals(Workshop workshop, RunListener listener) {
        this.workshop = workshop;
        this.listener = listener;
    }

    /** A run has something to say. Safe for any thread, and cheap. */
    void noticed(Execution run) {
        synchronized (noticed) {
            if (noticed.add(run) && alarm == null) {
                alarm = workshop.time()
                        .wakeAfter(EVERY, () -> workshop.context().run(this::turn));
            }
        }
    }

    /** The last words of a run. */
    void ended(Execution run) {
        boolean hasMore;
        synchronized (noticed) {
            hasMore = noticed.remove(run);
        }
        if (hasMore) {
            write(List.of(run));
        }
    }

    private void turn() {
        List<Execution> runs;
        synchronized (noticed) {
            runs = List.copyOf(noticed);
            noticed.clear();
            alarm = null;
        }
        write(runs);
    }

    private void write(List<Execution> runs) {
        List<Journal.Page> pages = runs.stream()
                .map(run -> run.journal().turn())
                .filter(Objects::nonNull)
                .toList();
        if (pages.isEmpty()) {
            return;
        }
        pages.forEach(this::tell);
        workshop.door().writeAtLeisure(tx -> store.write(tx, pages)).onFailure(failure -> log.atWarn()
                .addKeyValue("rows", pages.size())
                .addKeyValue("error", failure.getMessage())
                .log("progress of runs could not be written"));
    }

    private void tell(Journal.Page page) {
        try {
            listener.progressed(page.progress());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("runId", page.progress().runId())
                    .setCause(e)
                    .log("run listener failed");
        }
    }
}
