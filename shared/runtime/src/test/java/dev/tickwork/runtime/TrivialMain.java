package dev.tickwork.runtime;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobOutcome.Done;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.cron.Cron;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program as verticles have one, with the least verticle there can be, and a job of each kind. */
final class TrivialMain {
    /** {@code conf/trivial.yaml}; the greeting {@code hang} makes it never stop. */
    record TrivialConfig(String greeting) {
        TrivialConfig {
            if (greeting.isBlank()) {
                throw new IllegalArgumentException("greeting: is empty; any word");
            }
        }
    }

    /** @param steps how many it says it has done; below zero it takes its time */
    record CountTo(@Nullable Integer steps) {}

    static final VerticleDefinition<TrivialConfig> TRIVIAL =
            new VerticleDefinition<>("trivial", TrivialConfig.class, Trivial::new);

    private TrivialMain() {}

    public static void main(String[] args) {
        Launcher.run(args, List.of(TRIVIAL));
    }

    private static final class Trivial extends VerticleBase {
        private final TrivialConfig config;
        private final Platform platform;
        private final List<Job> jobs = List.of(
                new Told("earnings-poll", "earnings_poll"),
                new Told("price-refresh", "price_refresh"),
                new Told("metrics-recalc", "metrics_recalc"));

        Trivial(TrivialConfig config, Platform platform) {
            this.config = config;
            this.platform = platform;
        }

        @Override
        public Future<?> start() {
            return Future.all(jobs.stream().map(platform.jobs()::start).toList());
        }

        @Override
        public Future<?> stop() {
            return config.greeting().equals("hang")
                    ? Promise.promise().future()
                    : Future.join(jobs.stream().map(platform.jobs()::stop).toList());
        }
    }

    private static final Cron NEW_YEAR = Cron.of("0 0 1 1 *", "UTC");

    /** Counts; the one that refreshes prices fails. */
    private record Told(String name, String alias) implements Job {
        @Override
        public JobDefinition definition() {
            JobDefinition told = JobDefinition.of(
                            name, JobQueue.DEFAULT, new TimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(30)))
                    .in("trivial")
                    .knownAs(alias)
                    .taking(CountTo.class);
            return name.equals("earnings-poll") ? told.scheduled(Schedule.at(NEW_YEAR)) : told;
        }

        @Override
        public Future<JobOutcome> run(RunContext run) {
            if (name.equals("price-refresh")) {
                return Future.failedFuture(new Fault.Permanent("the exchange is closed for good", null));
            }
            Integer steps = run.arguments(CountTo.class).steps();
            int count = steps == null ? 1 : steps;
            run.progress(count, (long) count, "counted");
            return count < 0 ? run.blocking(Told::slowly) : Future.succeededFuture(Done.all(0, count));
        }

        private static JobOutcome slowly() throws InterruptedException {
            TimeUnit.SECONDS.sleep(2);
            return Done.all(0, 1);
        }
    }
}
