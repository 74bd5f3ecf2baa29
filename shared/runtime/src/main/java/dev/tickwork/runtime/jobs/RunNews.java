package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.RunProgress;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.JobChanged;
import dev.tickwork.redis.LastValues;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every open console of each change of a run, by way of Redis so that all gateways push it and none twice, and
 * counts how runs end. While Redis is away the consoles miss it; the ledger has it.
 */
public final class RunNews implements RunListener {
    /** What consoles subscribe to as {@code live.jobs}. */
    static final String TOPIC = "jobs";

    private static final Logger log = LoggerFactory.getLogger(RunNews.class);

    private final LastValues live;
    private final NewsRation ration;
    private final String node;
    private final MeterRegistry metrics;

    /**
     * @param node this process, as people call it
     */
    public RunNews(LastValues live, MeterRegistry metrics, Time time, String node) {
        this.live = live;
        this.ration = new NewsRation(time, this::announce);
        this.node = node;
        this.metrics = metrics;
    }

    @Override
    public void changed(RunChange change) {
        count(change);
        ration.say(change.message());
    }

    @Override
    public void progressed(RunProgress progress) {
        ration.say(progress.message(node));
    }

    private void announce(JobChanged change) {
        live.announce(TOPIC, Wire.encode(change))
                .onFailure(
                        e -> log.atDebug().addKeyValue("error", e.getMessage()).log("a run's change was not pushed"));
    }

    private void count(RunChange change) {
        @Nullable Duration took = change.took();
        if (took != null) {
            metrics.timer(
                            "tickwork.job.runs",
                            "job",
                            change.job(),
                            "state",
                            change.state().label())
                    .record(took);
        }
    }
}
