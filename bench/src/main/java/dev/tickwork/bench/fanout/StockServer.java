package dev.tickwork.bench.fanout;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;

/** The bridge that comes with Vert.x, over raw websockets: what we would have without our own. */
final class StockServer implements FanOutServer {
    private static final DeliveryOptions HERE = new DeliveryOptions().setLocalOnly(true);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();

    @Override
    public String name() {
        return "stock bridge of Vert.x, " + Framing.RAW.label();
    }

    @Override
    public Future<Integer> listen() {
        return Future.future(listening -> context.runOnContext(now -> vertx.createHttpServer()
                .requestHandler(router())
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .onComplete(listening)));
    }

    @Override
    public String path() {
        return Framing.RAW.path();
    }

    @Override
    public String registration(String address) {
        return Framing.RAW.frame("{\"type\":\"register\",\"address\":\"" + address + "\",\"headers\":{}}");
    }

    @Override
    public String ping() {
        return Framing.RAW.frame(Framing.PING);
    }

    @Override
    public void publish(String topic, String json) {
        vertx.eventBus().publish("live." + topic, new JsonObject(json), HERE);
    }

    @Override
    public Future<Void> close() {
        return vertx.close();
    }

    private Router router() {
        var options = new SockJSBridgeOptions()
                .addOutboundPermitted(new PermittedOptions().setAddressRegex("live\\..+"))
                .setPingTimeout(Integer.MAX_VALUE);
        Router router = Router.router(vertx);
        router.route("/eventbus/*").subRouter(SockJSHandler.create(vertx).bridge(options));
        return router;
    }
}
