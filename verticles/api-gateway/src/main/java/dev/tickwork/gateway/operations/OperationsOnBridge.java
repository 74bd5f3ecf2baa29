package dev.tickwork.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.bridge.BridgeOperations;
import dev.tickwork.gateway.contract.ApiContract;
import dev.tickwork.gateway.contract.ApiOperation;
import dev.tickwork.gateway.contract.CheckedRequest;
import dev.tickwork.gateway.contract.Pages;
import dev.tickwork.gateway.operations.Asked.Idempotency;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import dev.tickwork.redis.Permit;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The operations that browsers call over the bridge, with the same checks as over HTTP. */
public final class OperationsOnBridge implements BridgeOperations {
    private static final String ADDRESS = "bridge";

    private final ApiContract contract;
    private final Admission admission;
    private final OperationDesk desk;

    public OperationsOnBridge(ApiContract contract, Admission admission, OperationDesk desk) {
        this.contract = contract;
        this.admission = admission;
        this.desk = desk;
    }

    @Override
    public Future<OperationReply> call(String operationId, Identity caller, @Nullable JsonNode message) {
        return contract.operation(operationId)
                .filter(ApiOperation::isOnBridge)
                .map(operation -> call(operation, caller, message))
                .orElseGet(() -> Future.failedFuture(
                        ApiProblem.notFound("no operation " + operationId + " may be called over the bridge")));
    }

    private Future<OperationReply> call(ApiOperation operation, Identity caller, @Nullable JsonNode message) {
        return admission
                .admit(operation, caller, ADDRESS)
                .map(permit -> asked(permit, operation, caller, message))
                .compose(desk::answer);
    }

    private static Asked asked(Permit permit, ApiOperation operation, Identity caller, @Nullable JsonNode message) {
        if (!permit.granted()) {
            throw Admission.tooFast(permit);
        }
        JsonNode said = message == null ? Wire.object() : message;
        ObjectNode parameters = said.get("parameters") instanceof ObjectNode given ? given : Wire.object();
        CheckedRequest checked = operation.rules().check(parameters, said.get("body"));
        return new Asked(operation, caller, ADDRESS, atMostAPage(operation, checked), Idempotency.NONE);
    }

    private static CheckedRequest atMostAPage(ApiOperation operation, CheckedRequest checked) {
        Pages pages = operation.pages();
        return pages == null ? checked : checked.limitedTo(pages.rows());
    }
}
