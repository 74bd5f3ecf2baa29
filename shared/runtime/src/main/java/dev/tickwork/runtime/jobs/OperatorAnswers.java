package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.postgres.Database;
import java.util.HashMap;
import java.util.Map;

/** All operations through which operators see and steer the engine. */
final class OperatorAnswers {
    private final Map<String, Answer> all = new HashMap<>();

    OperatorAnswers(JobOperator operator, Database database, Time time, Actions actions) {
        all.putAll(new RunActions(operator, actions).all());
        all.putAll(new DefinitionOperations(database, time, operator, actions).all());
        all.putAll(new ScheduleOperations(database, time, operator, actions).all());
        all.putAll(new QueueOperations(database, time, operator, actions).all());
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.copyOf(all);
    }
}
