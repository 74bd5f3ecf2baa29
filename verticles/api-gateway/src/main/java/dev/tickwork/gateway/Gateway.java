package dev.tickwork.gateway;

import dev.tickwork.gateway.auth.Access;
import dev.tickwork.gateway.auth.AuthConfig;
import dev.tickwork.gateway.auth.Authenticator;
import dev.tickwork.gateway.auth.Everybody;
import dev.tickwork.gateway.bridge.BridgeParts;
import dev.tickwork.gateway.bridge.EventBusBridge;
import dev.tickwork.gateway.contract.ApiContract;
import dev.tickwork.gateway.http.ApiRoutes;
import dev.tickwork.gateway.http.ApiRoutes.Steps;
import dev.tickwork.gateway.http.GatewayRouter;
import dev.tickwork.gateway.http.GatewayServer;
import dev.tickwork.gateway.http.OwnPagesOnly;
import dev.tickwork.gateway.http.RequestMeters;
import dev.tickwork.gateway.live.LiveFeeder;
import dev.tickwork.gateway.live.LiveHub;
import dev.tickwork.gateway.operations.Admission;
import dev.tickwork.gateway.operations.Forwarding;
import dev.tickwork.gateway.operations.KeyAnswers;
import dev.tickwork.gateway.operations.LastValuesAnswer;
import dev.tickwork.gateway.operations.NodeAnswers;
import dev.tickwork.gateway.operations.OperationDesk;
import dev.tickwork.gateway.operations.OperationsOnBridge;
import dev.tickwork.gateway.operations.OwnAnswer;
import dev.tickwork.gateway.operations.SessionAnswers;
import dev.tickwork.gateway.web.ConsolePages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A running gateway: contract, access, live values, bridge, pages and the server, put together. */
final class Gateway {
    private final Access access;
    private final LiveFeeder feeder;
    private final Runnable endFeed;
    private final EventBusBridge bridge;
    private final GatewayServer server;

    private Gateway(ApiGatewayConfig config, GatewayParts parts, ApiContract contract, Access access) {
        this.access = access;
        Authenticator authenticator =
                config.auth().mode() == AuthConfig.Mode.OFF ? new Everybody() : access.authenticator();
        var hub = new LiveHub(parts.time());
        var admission = new Admission(parts.redis().rateLimit(), config.requests(), parts.time());
        var desk = desk(parts, access, hub);
        this.bridge = new EventBusBridge(
                parts.vertx(),
                config.bridge(),
                new BridgeParts(
                        hub,
                        authenticator,
                        access.revocations(),
                        new OperationsOnBridge(contract, admission, desk),
                        parts.time(),
                        parts.meters()));
        this.feeder = new LiveFeeder(hub, parts.redis().lastValues(), parts.time(), bridge::missed);
        this.endFeed = parts.redis().listen().apply(feeder);
        Router router = GatewayRouter.of(
                parts.vertx(),
                config.http(),
                new ApiRoutes(contract, new Steps(authenticator, admission, desk), new RequestMeters(parts.meters())),
                others(config, parts.vertx(), bridge),
                parts.random());
        this.server = new GatewayServer(parts.vertx(), config.http(), router);
    }

    /** Builds it and listens. Call it in the context of the verticle that it serves. */
    static Future<Gateway> start(ApiGatewayConfig config, GatewayParts parts) {
        var access = Access.of(
                new Access.Parts(
                        parts.vertx(),
                        parts.database(),
                        parts.time(),
                        parts.redis().rateLimit(),
                        config.wrongAttempts()),
                config.auth().oidc(),
                parts.upstream());
        Future<Void> ready = access.start().compose(started -> configure(config.auth(), access));
        return Future.all(ApiContract.load(parts.vertx()), ready)
                .map(done -> done.<ApiContract>resultAt(0))
                .map(contract -> config.metricsPublic() ? contract.withPublic("metrics.get") : contract)
                .map(contract -> new Gateway(config, parts, contract, access))
                .compose(gateway -> gateway.server.start().map(gateway));
    }

    int port() {
        return server.port();
    }

    /** Lets requests under way be answered, closes the browsers' sockets, and ends. */
    Future<Void> stop() {
        endFeed.run();
        feeder.end();
        return bridge.close().eventually(server::stop).eventually(access::stop);
    }

    private static Future<Void> configure(AuthConfig config, Access access) {
        return config.adminKey().isSet()
                ? access.keys().configure(config.adminKey().value())
                : Future.succeededFuture();
    }

    private static OperationDesk desk(GatewayParts parts, Access access, LiveHub hub) {
        Map<String, OwnAnswer> own = new HashMap<>();
        own.putAll(new KeyAnswers(access.keys()).all());
        own.putAll(new SessionAnswers(access.sessions(), access.attempts()).all());
        own.putAll(new NodeAnswers(parts.nodes(), parts.installation()).all());
        var forwarding = new Forwarding(parts.bus());
        return new OperationDesk(own, new LastValuesAnswer(hub, parts.time(), forwarding), forwarding);
    }

    private static List<Consumer<Router>> others(ApiGatewayConfig config, Vertx vertx, EventBusBridge bridge) {
        List<Consumer<Router>> others = new ArrayList<>();
        if (config.auth().mode() == AuthConfig.Mode.OFF) {
            others.add(router ->
                    router.route().handler(new OwnPagesOnly(config.http().corsOrigins())));
        }
        others.add(router -> router.route("/eventbus/*").subRouter(bridge.router()));
        others.add(new ConsolePages(vertx)::mountOn);
        return others;
    }
}
