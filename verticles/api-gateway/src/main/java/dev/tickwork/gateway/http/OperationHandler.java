package dev.tickwork.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.gateway.auth.CallerAddress;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.gateway.contract.ApiOperation;
import dev.tickwork.gateway.contract.CheckedRequest;
import dev.tickwork.gateway.http.ApiRoutes.Steps;
import dev.tickwork.gateway.lists.ListWish;
import dev.tickwork.gateway.lists.LongAnswer;
import dev.tickwork.gateway.operations.Admission;
import dev.tickwork.gateway.operations.Asked;
import dev.tickwork.gateway.operations.Asked.Idempotency;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import dev.tickwork.redis.Permit;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation of the contract over HTTP: who are you, may you, not too fast, does it fit, then the answer. */
final class OperationHandler implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(OperationHandler.class);
    private static final String API_KEY = "X-API-Key";
    private static final String JSON = "application/json";

    private final ApiOperation operation;
    private final Steps steps;

    OperationHandler(ApiOperation operation, Steps steps) {
        this.operation = operation;
        this.steps = steps;
    }

    @Override
    public void handle(RoutingContext request) {
        identified(request)
                .compose(who -> steps.admission()
                        .admit(operation, who.orElse(null), address(request))
                        .map(permit -> asked(request, permit, who.orElse(null))))
                .compose(asked -> answer(request, asked))
                .onFailure(request::fail);
    }

    private Future<Void> answer(RoutingContext request, Asked asked) {
        HttpServerResponse response = request.response();
        if (operation.pages() == null) {
            return steps.desk().answer(asked).compose(reply -> write(response, reply));
        }
        ListWish wish = ListWish.of(request, asked.request().parameters());
        var list = new LongAnswer(steps.desk()::answer, asked, wish, response);
        return request.request().method().equals(HttpMethod.HEAD) ? list.sendHead() : list.send();
    }

    private Future<Optional<Identity>> identified(RoutingContext request) {
        if (operation.isPublic()) {
            return Future.succeededFuture(Optional.empty());
        }
        String authorization = authorization(request.request());
        Future<Identity> proven = operation.takesEndedToken()
                ? steps.authenticator().authenticateEvenIfEnded(authorization, address(request))
                : steps.authenticator().authenticate(authorization, address(request));
        return proven.map(Optional::of);
    }

    private static @Nullable String authorization(HttpServerRequest request) {
        String key = request.getHeader(API_KEY);
        return key == null ? request.getHeader(HttpHeaders.AUTHORIZATION) : "Bearer " + key;
    }

    private Asked asked(RoutingContext request, Permit permit, @Nullable Identity identity) {
        RateLimitHeaders.put(request.response(), permit);
        if (!permit.granted()) {
            throw Admission.tooFast(permit);
        }
        Optional<Buffer> body = body(request);
        JsonNode json = body.map(JsonBodies::read).orElse(null);
        CheckedRequest checked = operation.rules().checkText(Parameters.of(request), json);
        Idempotency idempotency = IdempotencyKeys.of(request.request(), body);
        return new Asked(operation, identity, address(request), checked, idempotency);
    }

    private Optional<Buffer> body(RoutingContext request) {
        Buffer sent = operation.rules().hasBody() ? request.body().buffer() : null;
        if (sent == null || sent.length() == 0) {
            return Optional.empty();
        }
        JsonBodies.checkType(request.request().getHeader(HttpHeaders.CONTENT_TYPE));
        return Optional.of(sent);
    }

    private static String address(RoutingContext request) {
        return CallerAddress.of(request);
    }

    private static Future<Void> write(HttpServerResponse response, OperationReply reply) {
        response.setStatusCode(reply.status());
        String body = reply.json();
        if (body != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        }
        reply.headers().forEach(response::putHeader);
        Future<Void> ended = body == null ? response.end() : response.end(text(body));
        return ended.recover(OperationHandler::gone);
    }

    /** Whoever went away needs no answer. */
    private static Future<Void> gone(Throwable failure) {
        log.atDebug().log("caller was gone before its answer");
        return Future.succeededFuture();
    }

    /** A document that is one text is not JSON for its reader. */
    private static String text(String body) {
        return body.startsWith("\"") ? Wire.tree(body).textValue() : body;
    }
}
