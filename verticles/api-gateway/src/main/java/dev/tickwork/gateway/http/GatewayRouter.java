package dev.tickwork.gateway.http;

import dev.tickwork.gateway.auth.CallerAddress;
import io.vertx.core.Vertx;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** All routes in their order: what every request gets, pages and bridge, the contract, and problems for the rest. */
public final class GatewayRouter {
    private GatewayRouter() {}

    /**
     * @param others mount the guard of pages, if there is one, the bridge and the pages, in their order; they come before the
     *     contract's addresses
     * @param random makes request ids
     */
    public static Router of(
            Vertx vertx, HttpConfig config, ApiRoutes api, List<Consumer<Router>> others, RandomGenerator random) {
        Router router = Router.router(vertx);
        router.allowForward(config.behindProxy() ? AllowForwardHeaders.X_FORWARD : AllowForwardHeaders.NONE);
        router.route().handler(new CallerAddress(config.behindProxy()));
        router.route().handler(new RequestIds(random));
        router.route().handler(new AccessLog(config.accessLog()));
        router.route().handler(new SecurityHeaders());
        if (!config.corsOrigins().isEmpty()) {
            router.route().handler(new Cors(config.corsOrigins(), api.methods()));
        }
        others.forEach(other -> other.accept(router));
        api.mount(router, config.bodyBytes());
        router.route().last().handler(request -> request.fail(404));
        router.route().failureHandler(new Problems());
        return router;
    }
}
