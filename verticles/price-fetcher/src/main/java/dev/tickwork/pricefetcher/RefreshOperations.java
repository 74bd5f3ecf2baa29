package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.pricefetcher.daily.DailyPriceArgs;
import dev.tickwork.runtime.jobs.BackgroundTasks;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers {@code background.refresh}: asks for the prices of past days to be brought up to date. */
final class RefreshOperations {
    private static final String OPERATION = "background.refresh";

    /** Its body. */
    record Wish(
            DailyPriceArgs.@Nullable Mode mode,
            @Nullable List<String> symbols,
            @Nullable Boolean force) {
        DailyPriceArgs args() {
            return new DailyPriceArgs(mode == null ? DailyPriceArgs.Mode.SMART : mode, symbols, force, null, null);
        }
    }

    private final BackgroundTasks tasks;
    private final InstrumentCatalog instruments;

    RefreshOperations(BackgroundTasks tasks, InstrumentCatalog instruments) {
        this.tasks = tasks;
        this.instruments = instruments;
    }

    /** Starts to answer; the subscription ends with the verticle. */
    Future<Subscription> answerOn(Bus bus) {
        return bus.answer(Operations.call(OPERATION), this::refresh);
    }

    /** While the same refresh waits, its task is answered. */
    private Future<OperationReply> refresh(OperationRequest request) {
        DailyPriceArgs args = request.bodyAs(Wish.class).args();
        requireKnown(args.symbols());
        RunRequest run = RunRequest.of(
                        DailyPriceJob.NAME, Origin.api(request.caller().subject()))
                .with(args)
                .once(Unique.waiting(key(args)));
        return tasks.enqueue(OPERATION, request, run, "Refresh");
    }

    // The symbols may be many, and a key is short.
    private static String key(DailyPriceArgs args) {
        return UUID.nameUUIDFromBytes(args.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private void requireKnown(@Nullable List<String> symbols) {
        List<String> all = symbols == null ? List.of() : symbols;
        for (int i = 0; i < all.size(); i++) {
            if (instruments.find(all.get(i)).isEmpty()) {
                throw ApiProblem.invalid("/symbols/" + i, "there is no instrument " + all.get(i));
            }
        }
    }
}
