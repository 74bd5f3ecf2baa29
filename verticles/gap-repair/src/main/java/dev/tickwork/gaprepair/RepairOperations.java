package dev.tickwork.gaprepair;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.answers.GapLookup;
import dev.tickwork.gaprepair.answers.Ranges;
import dev.tickwork.gaprepair.answers.RepairPreview;
import dev.tickwork.gaprepair.coverage.Pieces;
import dev.tickwork.gaprepair.detection.Watched;
import dev.tickwork.jobs.Unique;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets operators have gaps looked for and repaired. */
final class RepairOperations {
    private static final String REPAIR = "gaps.repair";
    private static final String REPAIR_RANGE = "gaps.repairRange";
    private static final String SCAN = "gaps.scan";

    /** Parameters of {@code gaps.repair}. */
    record OneGap(long id) {}

    /** Body of {@code gaps.repair}. */
    record RepairWish(@Nullable Boolean force, String reason) {}

    /** Body of {@code gaps.repairRange}. */
    record RangeWish(
            String symbol,
            String timeframe,
            Instant from,
            Instant to,
            @Nullable Boolean force,
            @Nullable Boolean preview,
            @Nullable String reason) {
        boolean isForced() {
            return Boolean.TRUE.equals(force);
        }
    }

    /** Body of {@code gaps.scan}. */
    record ScanWish(@Nullable Boolean full, @Nullable String reason) {}

    private final AskedRuns runs;
    private final GapLookup gaps;
    private final Pieces pieces;

    RepairOperations(AskedRuns runs, GapLookup gaps, Pieces pieces) {
        this.runs = runs;
        this.gaps = gaps;
        this.pieces = pieces;
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call(REPAIR), this::repair),
                bus.answer(Operations.call(REPAIR_RANGE), this::repairRange),
                bus.answer(Operations.call(SCAN), this::scan));
    }

    private Future<OperationReply> repair(OperationRequest request) {
        long id = request.parametersAs(OneGap.class).id();
        RepairWish wish = request.bodyAs(RepairWish.class);
        boolean isForced = Boolean.TRUE.equals(wish.force());
        var asked = new AskedRuns.Asked(
                REPAIR, GapRepairJob.NAME, RepairArgs.one(id, isForced), "gap " + id, wish.reason());
        return runs.ask(request, asked, Unique.live("gap " + id), tx -> gaps.requireRepairable(tx, id, isForced));
    }

    private Future<OperationReply> repairRange(OperationRequest request) {
        RangeWish wish = request.bodyAs(RangeWish.class);
        Timeframe timeframe = Timeframe.of(wish.timeframe());
        Span span = Ranges.bounded(timeframe, wish.from(), wish.to());
        if (!Boolean.TRUE.equals(wish.preview()) && wish.reason() == null) {
            throw ApiProblem.invalid("/reason", "is needed unless it is a preview");
        }
        return pieces.find(wish.symbol(), timeframe)
                .map(found -> found.orElseThrow(() -> ApiProblem.invalid(
                        "/symbol",
                        wish.symbol() + "/" + wish.timeframe() + " is not collected, or has no candles yet")))
                .compose(watched -> Boolean.TRUE.equals(wish.preview())
                        ? pieces.toAsk(watched, span, wish.isForced())
                                .map(asked -> OperationReply.ok(RepairPreview.of(watched.asked(), asked)))
                        : repairRange(request, wish, watched, span));
    }

    private Future<OperationReply> repairRange(OperationRequest request, RangeWish wish, Watched watched, Span span) {
        String target = GapLog.text(watched.series(), span);
        var args = RepairArgs.stretch(watched.series(), span, wish.isForced());
        var asked = new AskedRuns.Asked(REPAIR_RANGE, GapRepairJob.NAME, args, target, wish.reason());
        // One that leaves out what is settled does not do for who insists.
        String key = wish.isForced() ? target + " by force" : target;
        return runs.ask(request, asked, Unique.waiting(key), tx -> Future.succeededFuture());
    }

    private Future<OperationReply> scan(OperationRequest request) {
        ScanWish wish = request.bodyAs(ScanWish.class);
        var args = new DetectionArgs(wish.full());
        String target = args.isFull() ? "everything" : "what may have changed";
        var asked = new AskedRuns.Asked(SCAN, GapDetectionJob.NAME, args, target, wish.reason());
        return runs.ask(request, asked, Unique.waiting(target), tx -> Future.succeededFuture());
    }
}
