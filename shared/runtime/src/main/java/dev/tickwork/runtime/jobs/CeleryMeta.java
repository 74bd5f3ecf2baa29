package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.messages.Wire;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands, as Celery's result backends write it.
 *
 * @param status Celery's state; the same six words as ours
 * @param result what the task brought; of one that failed, the exception
 * @param traceback why it failed; null when it did not
 * @param children the tasks that it started, each with its own children left out
 * @param dateDone when it was over; null until then
 * @param taskId the run
 * @param parentId the run that started it; null for none
 * @see <a href="https://github.com/celery/celery/blob/main/celery/backends/base.py">celery.backends.base</a>
 */
record CeleryMeta(
        String status,
        @Nullable JsonNode result,
        @Nullable String traceback,
        ArrayNode children,
        @Nullable String dateDone,
        UUID taskId,
        @Nullable UUID parentId) {
    private static final DateTimeFormatter AS_PYTHON = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** @param children the runs that it started */
    static CeleryMeta of(RunCore core, List<UUID> children) {
        RunSummary run = core.summary();
        String status = run.state().toUpperCase(Locale.ROOT);
        return new CeleryMeta(
                status,
                result(core, status),
                error(run),
                tuples(children),
                text(run.finishedAt()),
                run.id(),
                run.parent());
    }

    private static @Nullable JsonNode result(RunCore core, String status) {
        RunSummary run = core.summary();
        String json = core.payload().result();
        return switch (status) {
            case "STARTED" -> Wire.object().put("hostname", run.node());
            case "REVOKED" -> exception("TaskRevokedError", "celery.exceptions", "revoked");
            case "FAILURE", "RETRY" -> exception(name(run.errorClass()), "tickwork", error(run));
            default -> json == null ? null : Wire.tree(json);
        };
    }

    private static ObjectNode exception(String type, String module, @Nullable String message) {
        ObjectNode exception = Wire.object().put("exc_type", type).put("exc_module", module);
        exception.putArray("exc_message").add(Objects.requireNonNullElse(message, ""));
        return exception;
    }

    private static String name(@Nullable String errorClass) {
        return errorClass == null ? "TaskError" : "TaskError_" + errorClass;
    }

    private static @Nullable String error(RunSummary run) {
        return run.state().equals("retry") ? run.heldReason() : run.error();
    }

    private static ArrayNode tuples(List<UUID> children) {
        ArrayNode tuples = Wire.object().putArray("children");
        children.forEach(child -> {
            ArrayNode tuple = tuples.addArray();
            tuple.addArray().add(child.toString()).addNull();
            tuple.addNull();
        });
        return tuples;
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : AS_PYTHON.format(moment);
    }
}
