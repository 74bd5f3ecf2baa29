package dev.tickwork.runtime.clock;

import dev.tickwork.domain.World;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code clock.get} and {@code clock.set}; any process can. */
public final class ClockOperations {
    private static final Logger log = LoggerFactory.getLogger(ClockOperations.class);

    /**
     * What {@code clock.set} is asked.
     *
     * @param clock as in {@link ClockSpec}: a moment, a moment and a speed, or {@code real}
     */
    record Wish(String clock) {}

    /**
     * What both answer.
     *
     * @param now what the clock shows
     * @param trueNow the true time
     * @param clock what it was set to; {@code real} when it shows the true time
     * @param speed clock seconds per true second
     */
    record Shown(Instant now, Instant trueNow, String clock, BigDecimal speed) {}

    private final SharedClock shared;
    private final NodeTime time;
    private final World world;
    private List<Subscription> subscriptions = List.of();

    public ClockOperations(SharedClock shared, NodeTime time, World world) {
        this.shared = shared;
        this.time = time;
        this.world = world;
    }

    /** Answers from now on. */
    public Future<Void> start(Bus bus) {
        return Future.all(
                        bus.answer(Operations.call("clock.get"), question -> Future.succeededFuture(shown())),
                        bus.answer(Operations.call("clock.set"), this::set))
                .onSuccess(done -> subscriptions = done.list())
                .mapEmpty();
    }

    /** Answers no more. */
    public Future<Void> stop() {
        return Future.join(subscriptions.stream().map(Subscription::end).toList())
                .mapEmpty();
    }

    private OperationReply shown() {
        ClockSpec spec = time.shown().spec();
        return OperationReply.ok(new Shown(time.now(), time.trueClock().instant(), spec.toString(), spec.speed()));
    }

    private Future<OperationReply> set(OperationRequest request) {
        if (!world.isSimulated()) {
            return Future.failedFuture(ApiProblem.of(
                    409, "real_world", "the clock of production shows the true time and cannot be moved"));
        }
        String by = request.caller().subject();
        ClockSpec spec = spec(request.bodyAs(Wish.class).clock());
        log.atWarn().addKeyValue("clock", spec).addKeyValue("subject", by).log("the clock is moved");
        return shared.move(spec, by).map(moved -> shown());
    }

    private static ClockSpec spec(String text) {
        try {
            return ClockSpec.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("clock", String.valueOf(e.getMessage()));
        }
    }
}
