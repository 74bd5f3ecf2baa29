package dev.tickwork.gaprepair;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.repair.GapRepair;
import dev.tickwork.gaprepair.repair.RepairResult;
import dev.tickwork.gaprepair.repair.Settled;
import dev.tickwork.gaprepair.repair.Stand;
import dev.tickwork.gaprepair.repair.TakenGap;
import dev.tickwork.gaprepair.repair.Wanted;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * Looks for gaps when that is due, takes those that are due, has candle-ingest ask for them, and says how each of them
 * ended. While it waits for the answers it needs no hand: it looks again and again.
 */
final class GapRepairJob implements Job {
    static final String NAME = "gap-repair";

    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(20), Duration.ofMinutes(30));
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final JobDefinition definition;
    private final GapRepairConfig config;
    private final Lookout lookout;
    private final ExchangePulse pulse;
    private final GapRepair repair;
    private final Time time;

    GapRepairJob(GapRepairConfig config, Lookout lookout, ExchangePulse pulse, GapRepair repair, Time time) {
        this.definition = JobDefinition.of(NAME, JobQueue.DEFAULT, LIMITS)
                .in(GapRepairVerticle.NAME)
                .taking(RepairArgs.class)
                .scheduled(Schedule.every(config.repairEvery()));
        this.config = config;
        this.lookout = lookout;
        this.pulse = pulse;
        this.repair = repair;
        this.time = time;
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        return repair.stand(run.runId()).compose(stand -> {
            if (stand.isFresh()) {
                return begin(run);
            }
            return stand.isUnasked() ? ask(run, stand.gaps()) : look(run, stand);
        });
    }

    private Future<JobOutcome> begin(RunContext run) {
        RepairArgs args = run.arguments(RepairArgs.class);
        if (args.gap() != null) {
            return take(run, args, Wanted.one(args.gap()));
        }
        if (args.isStretch()) {
            return lookout.stretch(run, args.series(), args.span())
                    .compose(looked -> take(run, args, Wanted.in(args.series(), args.span())));
        }
        GapLog.begins(run);
        return lookout.whenDue(run)
                .compose(looked -> take(run, args, Wanted.due(config.soon(time.now()), config.maxRepairsPerRun())));
    }

    private Future<JobOutcome> take(RunContext run, RepairArgs args, Wanted wanted) {
        Future<Void> reopened = args.isForced() ? repair.reopen(run, wanted) : Future.succeededFuture();
        return reopened.compose(done -> repair.take(run, wanted, args.isForced()))
                .compose(taken -> taken.isEmpty()
                        ? pulse.askWhileDown(run).compose(asked -> done(run))
                        : askUnlessDown(run, taken));
    }

    /** While the exchange says that it does not work nobody asks it, and no attempt is counted. */
    private Future<JobOutcome> askUnlessDown(RunContext run, List<TakenGap> gaps) {
        return pulse.isOperative(run)
                .compose(isOperative -> isOperative
                        ? ask(run, gaps)
                        : repair.giveBack(run, gaps, "the exchange is under maintenance")
                                .compose(given -> done(run)));
    }

    private Future<JobOutcome> ask(RunContext run, List<TakenGap> gaps) {
        gaps.forEach(gap -> GapLog.say(run, "Repairing gap: " + GapLog.text(gap.series(), gap.span())));
        return repair.ask(run, gaps).map(asked -> waiting(SHORTEST_WAIT));
    }

    private Future<JobOutcome> look(RunContext run, Stand stand) {
        run.progress(stand.over(), stand.asked(), "requests answered");
        return repair.settle(run, stand)
                .map(settled -> {
                    settled.forEach(one -> tell(run, one));
                    return settled;
                })
                .compose(settled ->
                        stand.over() == stand.asked() ? done(run) : Future.succeededFuture(waiting(patience(stand))));
    }

    private static void tell(RunContext run, Settled settled) {
        String gap = GapLog.text(settled.gap().series(), settled.gap().span());
        run.item(gap, settled.failure());
        if (settled.filled() > 0) {
            GapLog.say(run, "Repaired gap with " + settled.filled() + " candles");
        }
        if (settled.quarantined() > 0) {
            GapLog.say(run, "Gap in quarantine: " + gap + ": " + settled.quarantined() + " candles are doubted");
        }
        if (settled.failure() != null) {
            GapLog.warn(run, "Gap not repaired: " + gap + ": " + settled.failure());
        }
    }

    private Future<JobOutcome> done(RunContext run) {
        return repair.summary(run.runId()).map(result -> {
            GapLog.say(run, text(result));
            return JobOutcome.Done.all(0, result.repaired()).with(result);
        });
    }

    private static String text(RepairResult result) {
        return "Gap maintenance complete: " + result.newGaps() + " new gaps, " + result.repaired() + " repaired, "
                + result.failures() + " failures, open_gaps=" + result.openGaps();
    }

    /** The longer it has taken, the longer it may still take. */
    private Duration patience(Stand stand) {
        Duration waited =
                Duration.between(stand.since().orElse(time.now()), time.now()).dividedBy(4);
        if (waited.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return waited.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : waited;
    }

    private static JobOutcome waiting(Duration wait) {
        return new JobOutcome.Snooze(wait, "waits for the exchange's answers");
    }
}
