package dev.tickwork.gateway.http;

import dev.tickwork.gateway.auth.Authenticator;
import dev.tickwork.gateway.contract.ApiContract;
import dev.tickwork.gateway.contract.ApiOperation;
import dev.tickwork.gateway.operations.Admission;
import dev.tickwork.gateway.operations.OperationDesk;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every operation of the contract at its address, and the contract itself at {@code /openapi.json}. */
public final class ApiRoutes {
    private static final Logger log = LoggerFactory.getLogger(ApiRoutes.class);
    private static final String DOCUMENT = "/openapi.json";

    private final ApiContract contract;
    private final Steps steps;
    private final RequestMeters meters;

    public ApiRoutes(ApiContract contract, Steps steps, RequestMeters meters) {
        this.contract = contract;
        this.steps = steps;
        this.meters = meters;
    }

    /**
     * What each request goes through.
     *
     * @param authenticator who are you
     * @param admission may you, and not too fast
     * @param desk the answer
     */
    public record Steps(Authenticator authenticator, Admission admission, OperationDesk desk) {}

    /** The methods that any address takes, sorted. */
    Set<String> methods() {
        return contract.operations().stream()
                .map(operation -> operation.method().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Adds the routes. @param mostBodyBytes the largest body that is taken */
    void mount(Router router, long mostBodyBytes) {
        Map<String, List<ApiOperation>> byPath =
                contract.operations().stream().collect(Collectors.groupingBy(ApiOperation::path));
        // Addresses without parameters first: they are meant where both fit.
        byPath.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().contains("{")))
                .forEach(entry -> mount(router, entry.getKey(), entry.getValue(), mostBodyBytes));
        router.get(DOCUMENT).method(HttpMethod.HEAD).handler(this::serveDocument);
        allow(router, DOCUMENT, Set.of("GET"));
    }

    private void mount(Router router, String path, List<ApiOperation> operations, long mostBodyBytes) {
        String route = path.replace("{", ":").replace("}", "");
        for (ApiOperation operation : operations) {
            router.route(operation.method(), route).handler(request -> measure(request, operation.id()));
            Route own = router.route(operation.method(), route);
            if (operation.isSafe()) {
                own.method(HttpMethod.HEAD);
            }
            if (operation.rules().hasBody()) {
                own.handler(BodyHandler.create(false).setBodyLimit(mostBodyBytes));
            }
            own.handler(new OperationHandler(operation, steps));
        }
        allow(
                router,
                route,
                operations.stream().map(operation -> operation.method().name()).collect(Collectors.toSet()));
    }

    private void measure(RoutingContext request, String operation) {
        long start = System.nanoTime();
        request.addEndHandler(
                ended -> meters.answered(operation, request.response().getStatusCode(), System.nanoTime() - start));
        request.next();
    }

    /** Answers OPTIONS, and refuses the methods that the address does not take. */
    private static void allow(Router router, String route, Set<String> methods) {
        Set<String> allowed = new TreeSet<>(methods);
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        String header = String.join(", ", allowed);
        router.options(route).handler(request -> end(request, header));
        router.route(route).handler(request -> {
            request.response().putHeader(HttpHeaders.ALLOW, header);
            request.fail(405);
        });
    }

    private static void end(RoutingContext request, String allowed) {
        request.response()
                .putHeader(HttpHeaders.ALLOW, allowed)
                .setStatusCode(204)
                .end()
                .onFailure(gone -> log.atDebug().log("caller was gone before its answer"));
    }

    private void serveDocument(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(contract.document())
                .onFailure(gone -> log.atDebug().log("caller was gone before its answer"));
    }
}
