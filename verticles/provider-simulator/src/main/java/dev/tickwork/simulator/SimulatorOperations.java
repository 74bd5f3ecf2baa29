package dev.tickwork.simulator;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultBoard;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the contract's operations on faults: what goes wrong with a provider, set, listed and taken back. */
final class SimulatorOperations {
    private static final Logger log = LoggerFactory.getLogger(SimulatorOperations.class);

    /** A fault in force, as the contract shows it. */
    record Fault(
            UUID id,
            String provider,
            FaultKind kind,
            @Nullable String symbol,
            @Nullable Integer times,
            @Nullable BigDecimal probability,
            @Nullable Integer retryAfterSeconds,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Instant endsAt,
            @Nullable Integer seconds,
            int hits) {
        static Fault of(ActiveFault fault) {
            FaultRule rule = fault.rule();
            return new Fault(
                    fault.id(),
                    rule.provider(),
                    rule.kind(),
                    rule.symbol(),
                    rule.times(),
                    rule.probability(),
                    rule.retryAfterSeconds(),
                    rule.from(),
                    rule.until(),
                    rule.endsAt(),
                    rule.seconds(),
                    fault.hits());
        }
    }

    record Faults(List<Fault> faults) {}

    record Which(@Nullable UUID id) {}

    private final FaultBoard board;
    private final SortedMap<String, SortedSet<FaultKind>> vendors;
    private final List<Subscription> subscriptions = new ArrayList<>();

    SimulatorOperations(Simulator simulator) {
        this.board = simulator.faults();
        this.vendors = simulator.faultsByVendor();
    }

    /** Begins to answer; completes when every node knows. */
    Future<Void> start(Bus bus) {
        return Future.all(
                        answer(bus, "simulator.faults.set", this::set),
                        answer(bus, "simulator.faults.list", this::list),
                        answer(bus, "simulator.faults.clear", this::clear))
                .mapEmpty();
    }

    /** Stops answering; completes when every node knows. */
    Future<Void> end() {
        return Future.join(subscriptions.stream().map(Subscription::end).toList())
                .mapEmpty();
    }

    private Future<Void> answer(Bus bus, String operation, Function<OperationRequest, OperationReply> handler) {
        return bus.answer(Operations.call(operation), request -> Future.succeededFuture(handler.apply(request)))
                .map(subscriptions::add)
                .mapEmpty();
    }

    private OperationReply set(OperationRequest request) {
        FaultRule rule = request.bodyAs(FaultRule.class);
        check(rule);
        ActiveFault fault = board.set(rule);
        log.atInfo()
                .addKeyValue("upstream", fault.rule().provider())
                .addKeyValue("error", fault.rule().kind().label())
                .log("fault set");
        return OperationReply.created(Fault.of(fault));
    }

    private void check(FaultRule rule) {
        SortedSet<FaultKind> kinds = vendors.get(rule.provider());
        if (kinds == null) {
            throw ApiProblem.invalid("provider", "\"" + rule.provider() + "\" is not one of " + vendors.keySet());
        }
        if (!kinds.contains(rule.kind())) {
            String known = kinds.stream().map(FaultKind::label).collect(Collectors.joining(", "));
            throw ApiProblem.invalid("kind", rule.provider() + " only knows " + known);
        }
    }

    private OperationReply list(OperationRequest request) {
        return OperationReply.ok(new Faults(board.list().stream().map(Fault::of).toList()));
    }

    private OperationReply clear(OperationRequest request) {
        UUID id = request.parametersAs(Which.class).id();
        if (id == null) {
            board.clear();
        } else if (!board.clear(id)) {
            throw ApiProblem.notFound("no fault with the id " + id + " is in force");
        }
        return OperationReply.noContent();
    }
}
