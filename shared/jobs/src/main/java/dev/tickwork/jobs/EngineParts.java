package dev.tickwork.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What an engine is made of.
 *
 * @param vertx lends the context on which the engine thinks
 * @param database the truth, already migrated
 * @param time decides what is due
 * @param machineClock this machine's own clock, only to measure how far it is from Postgres's
 * @param random for run ids; not predictable from outside
 * @param node who we are
 * @param settings how the engine keeps time
 * @param ports what the engine tells and asks of the process around it
 */
public record EngineParts(
        Vertx vertx,
        Database database,
        Time time,
        Clock machineClock,
        RandomGenerator random,
        WorkerNode node,
        EngineSettings settings,
        EnginePorts ports) {}
