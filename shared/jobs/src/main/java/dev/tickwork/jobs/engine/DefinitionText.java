package dev.tickwork.jobs.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.messages.Wire;
import java.util.Arrays;

/** A job's definition as operators are shown it, in JSON: {@code limits}, {@code retry}, {@code notices},
 * {@code arguments}. */
final class DefinitionText {
    private DefinitionText() {}

    static String of(JobDefinition job) {
        ObjectNode text = Wire.object();
        text.putObject("limits")
                .put("soft_seconds", job.limits().soft().toSeconds())
                .put("hard_seconds", job.limits().hard().toSeconds());
        ObjectNode retry = text.putObject("retry");
        put(retry, job.retry().rule());
        ObjectNode byClass = retry.putObject("by_error_class");
        job.retry().byErrorClass().forEach((name, rule) -> put(byClass.putObject(name), rule));
        text.put("notices", job.notices().text());
        ObjectNode arguments = text.putObject("arguments");
        Arrays.stream(job.arguments().getRecordComponents())
                .forEach(part -> arguments.put(Wire.nameOf(part), part.getType().getSimpleName()));
        return text.toString();
    }

    private static void put(ObjectNode into, RetryRule rule) {
        into.put("retries", rule.retries())
                .put("first_seconds", rule.first().toSeconds())
                .put("factor", rule.factor())
                .put("cap_seconds", rule.cap().toSeconds())
                .put("jitter_seconds", rule.jitter().toSeconds());
    }
}
