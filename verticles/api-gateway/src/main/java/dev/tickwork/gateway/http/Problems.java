package dev.tickwork.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.redis.RedisDown;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failed request with a problem document.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
final class Problems implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE = "application/problem+json";
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    @Override
    public void handle(RoutingContext request) {
        ApiProblem problem = problem(request.failure(), request.statusCode());
        if (problem.status() == HttpResponseStatus.INTERNAL_SERVER_ERROR.code()) {
            log.atError()
                    .setCause(request.failure())
                    .addKeyValue("path", request.request().path())
                    .addKeyValue("requestId", RequestIds.of(request))
                    .log("request failed");
        }
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            request.request().connection().close().onFailure(gone -> log.atDebug().log("connection was gone"));
            return;
        }
        write(request, problem);
    }

    private static ApiProblem problem(@Nullable Throwable failure, int status) {
        if (failure instanceof ApiProblem problem) {
            return problem;
        }
        if (failure instanceof DatabaseDown) {
            return ApiProblem.unavailable("database_unavailable", "the database is away; try again", ASK_AGAIN);
        }
        if (failure instanceof RedisDown) {
            return ApiProblem.unavailable("redis_unavailable", "Redis is away; try again", ASK_AGAIN);
        }
        return PlainProblems.of(status);
    }

    private static void write(RoutingContext request, ApiProblem problem) {
        HttpServerResponse response = request.response().setStatusCode(problem.status());
        problem.retryAfter()
                .ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wholeSeconds(wait))));
        if (problem.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"tickwork\"");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                .end(document(problem, request.request().path(), RequestIds.of(request))
                        .toString())
                .onFailure(gone -> log.atDebug().log("caller was gone before its answer"));
    }

    /** The document itself. */
    static ObjectNode document(ApiProblem problem, @Nullable String path, String requestId) {
        ObjectNode document = Wire.object()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase())
                .put("status", problem.status())
                .put("code", problem.code())
                .put("detail", problem.detail())
                .put("instance", path == null ? "" : path)
                .put("request_id", requestId);
        if (!problem.invalid().isEmpty()) {
            ArrayNode errors = document.putArray("errors");
            problem.invalid()
                    .forEach(wrong ->
                            errors.addObject().put("field", wrong.field()).put("message", wrong.message()));
        }
        return document;
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
