package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.KnownSchedule;
import dev.tickwork.jobs.ledger.ScheduleListStore;
import dev.tickwork.jobs.ledger.Timing;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers when jobs run, and lets operators change that. */
final class ScheduleOperations {
    /** The path parameter of operations on one schedule. */
    record OneSchedule(String name) {}

    /** Parameters of {@code schedules.preview}. */
    record Question(
            String name,
            int count,
            @Nullable String cron,
            @Nullable Long everyMs,
            @Nullable String zone) {}

    /** The version in the body of {@code schedules.change}. */
    record Seen(int version) {}

    private final Database database;
    private final Time time;
    private final JobOperator operator;
    private final Actions actions;
    private final ScheduleWishes wishes;
    private final ScheduleListStore schedules = new ScheduleListStore();

    ScheduleOperations(JobOperator operator, JobParts parts, Actions actions) {
        this.database = parts.database();
        this.time = parts.time();
        this.operator = operator;
        this.actions = actions;
        this.wishes = new ScheduleWishes(parts.watchers());
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(
                "schedules.list", asked -> list(),
                "schedules.get", this::get,
                "schedules.preview", this::preview,
                "schedules.change", asked -> act("schedules.change", asked, this::change),
                "schedules.pause", asked -> act("schedules.pause", asked, this::pause),
                "schedules.resume", asked -> act("schedules.resume", asked, this::resume),
                "schedules.run",
                        asked -> actions.act(
                                "schedules.run", asked, (tx, by) -> operator.runSchedule(tx, name(asked), by)
                                        .map(run -> new AcceptedRun(run, RunState.PENDING.label(), true).reply())));
    }

    private Future<OperationReply> list() {
        Instant now = time.now();
        return database.read(tx -> schedules.all(tx, now))
                .map(all -> OperationReply.ok(new ScheduleAnswer.All(
                        all.stream().map(one -> ScheduleAnswer.of(one, now)).toList())));
    }

    private Future<OperationReply> get(OperationRequest request) {
        return database.read(tx -> shown(tx, name(request)));
    }

    private Future<OperationReply> preview(OperationRequest request) {
        Question question = request.parametersAs(Question.class);
        Instant now = time.now();
        return database.read(tx -> find(tx, question.name()))
                .map(schedule -> OperationReply.ok(SchedulePreview.of(
                        asIf(question, schedule.timing()), schedule.fires().next(), now, question.count())));
    }

    private static Timing asIf(Question question, Timing timing) {
        String cron = question.cron();
        Long everyMs = question.everyMs();
        if (cron != null && everyMs != null) {
            throw ApiProblem.invalid("every_ms", "and cron exclude each other");
        }
        if (everyMs != null) {
            return new Timing(null, null, Duration.ofMillis(everyMs), timing.overlap(), timing.misfire());
        }
        String zone = question.zone() == null ? timing.zone() : question.zone();
        return cron == null && timing.cron() == null
                ? timing
                : new Timing(cron == null ? timing.cron() : cron, zone, null, timing.overlap(), timing.misfire());
    }

    /** What is done to a schedule. */
    @FunctionalInterface
    private interface ScheduleAction {
        Future<Void> to(Tx tx, String schedule, OperationRequest request, By by);
    }

    private Future<OperationReply> act(String operation, OperationRequest request, ScheduleAction action) {
        String name = name(request);
        return actions.act(
                operation, request, (tx, by) -> action.to(tx, name, request, by).compose(done -> shown(tx, name)));
    }

    private Future<Void> change(Tx tx, String name, OperationRequest request, By by) {
        JsonNode body = Objects.requireNonNull(request.body());
        int version = request.bodyAs(Seen.class).version();
        return find(tx, name)
                .compose(schedule -> schedule.version() == version
                        ? schedules.wish(tx, name).map(now -> wishes.of(body, now.orElseThrow(), schedule.release()))
                        : Future.failedFuture(changed(schedule)))
                .compose(wish -> operator.changeSchedule(tx, name, wish, version, by));
    }

    private static ApiProblem changed(KnownSchedule schedule) {
        return ApiProblem.of(
                409, "version_changed", "somebody was faster: the schedule now has the version " + schedule.version());
    }

    private Future<Void> pause(Tx tx, String name, OperationRequest request, By by) {
        return operator.pauseSchedule(
                tx, name, PauseWish.of(request, time.now()).until(), by);
    }

    private Future<Void> resume(Tx tx, String name, OperationRequest request, By by) {
        return operator.resumeSchedule(tx, name, by);
    }

    private Future<OperationReply> shown(Tx tx, String name) {
        return find(tx, name).map(schedule -> OperationReply.ok(ScheduleAnswer.of(schedule, time.now())));
    }

    private Future<KnownSchedule> find(Tx tx, String name) {
        return schedules.all(tx, time.now()).map(all -> all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("there is no schedule " + name)));
    }

    private static String name(OperationRequest request) {
        return request.parametersAs(OneSchedule.class).name();
    }
}
