package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.JobOperator;
import java.util.HashMap;
import java.util.Map;

/** All operations through which operators see and steer the engine. */
final class OperatorAnswers {
    private final Map<String, Answer> all = new HashMap<>();

    OperatorAnswers(JobOperator operator, JobParts parts, Actions actions) {
        all.putAll(new RunActions(operator, actions).all());
        all.putAll(new DefinitionOperations(parts.database(), parts.time(), operator, actions).all());
        all.putAll(new ScheduleOperations(operator, parts, actions).all());
        all.putAll(new QueueOperations(parts.database(), parts.time(), operator, actions).all());
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.copyOf(all);
    }
}
