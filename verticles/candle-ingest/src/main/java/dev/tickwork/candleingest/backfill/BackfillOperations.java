package dev.tickwork.candleingest.backfill;

import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.jobs.BackgroundTasks;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers {@code candles.backfill} and {@code candles.backfillProgress}. */
final class BackfillOperations {
    private static final String OPERATION = "candles.backfill";

    /** Its query parameters. */
    record Mode(boolean preview) {}

    /** Its body; the reason is kept with the request. */
    record Wish(
            @Nullable List<String> symbols,
            @Nullable List<String> timeframes,
            @Nullable Integer days,
            @Nullable String reason) {
        BackfillArgs args() {
            return new BackfillArgs(symbols, timeframes, days);
        }
    }

    private final BackgroundTasks tasks;
    private final BackfillParts parts;
    private final Admission admission;
    private final Function<String, Optional<String>> refusal;

    /** @param refusal why there cannot be candles of a symbol; empty when there can */
    BackfillOperations(
            BackgroundTasks tasks,
            BackfillParts parts,
            Admission admission,
            Function<String, Optional<String>> refusal) {
        this.tasks = tasks;
        this.parts = parts;
        this.admission = admission;
        this.refusal = refusal;
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call(OPERATION), this::backfill),
                bus.answer(Operations.call("candles.backfillProgress"), this::progress));
    }

    private Future<OperationReply> backfill(OperationRequest request) {
        BackfillArgs args = request.bodyAs(Wish.class).args();
        requireServed(args.symbols());
        if (request.parametersAs(Mode.class).preview()) {
            return parts.preview(args).map(OperationReply::ok);
        }
        Origin origin = Origin.api(request.caller().subject());
        return tasks.enqueue(OPERATION, request, tx -> admission.ask(tx, args, origin), "Backfill");
    }

    private Future<OperationReply> progress(OperationRequest request) {
        Instant now = parts.time().now();
        Duration pace = parts.betweenCalls();
        return parts.runs()
                .shown()
                .compose(shown -> {
                    Instant until = shown.map(run -> run.summary().enqueuedAt()).orElse(now);
                    UUID id = shown.map(run -> run.summary().id()).orElse(null);
                    return parts.desk()
                            .look(id, args(shown), until)
                            .map(board -> BackfillProgress.of(
                                    board, shown.map(RunCore::summary).orElse(null), pace, now));
                })
                .map(OperationReply::ok);
    }

    private static BackfillArgs args(Optional<RunCore> run) {
        return run.map(core -> core.payload().arguments())
                .map(json -> Wire.decode(json, BackfillArgs.class))
                .orElse(BackfillArgs.ALL);
    }

    private void requireServed(@Nullable List<String> symbols) {
        List<String> all = symbols == null ? List.of() : symbols;
        for (int i = 0; i < all.size(); i++) {
            String field = "/symbols/" + i;
            refusal.apply(all.get(i)).ifPresent(why -> {
                throw ApiProblem.invalid(field, why);
            });
        }
    }
}
