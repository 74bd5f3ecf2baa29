package dev.tickwork.gaprepair;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.detection.GapScan;
import dev.tickwork.gaprepair.detection.Recheck;
import dev.tickwork.gaprepair.repair.Endings;
import dev.tickwork.gaprepair.repair.GapRepair;
import dev.tickwork.gaprepair.retention.OldGaps;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleSource;
import java.util.Random;

/** The room's jobs, as the verticle makes them. */
final class GapJobs {
    private GapJobs() {}

    static GapDetectionJob detection(GapRepairConfig config, Database database, Time time) {
        return new GapDetectionJob(config, lookout(config, database, time), new OldGaps(time, config.keepClosed()));
    }

    static GapRepairJob repair(GapRepairConfig config, Database database, Time time, CandleSource exchange) {
        var endings = new Endings(config.patience(), config.downtimeLeastSymbols(), new Random(1));
        var repair = new GapRepair(database, time, new Recheck(config.grace()), endings);
        var pulse = new ExchangePulse(exchange, repair);
        return new GapRepairJob(config, lookout(config, database, time), pulse, repair, time);
    }

    private static Lookout lookout(GapRepairConfig config, Database database, Time time) {
        return new Lookout(config, new GapScan(database, time, config.grace()), time);
    }
}
