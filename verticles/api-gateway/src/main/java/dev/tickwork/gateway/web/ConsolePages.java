package dev.tickwork.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Serves the console and the description of the API, with all they load: nothing comes from another host, and no Node is
 * needed to build them. A page is asked for anew each time (its tag spares the bytes); a library's address holds its
 * version, so it stays in the browser's cache.
 */
public final class ConsolePages {
    private static final String CONSOLE = "console";
    private static final String DOCS = "api-docs";
    private static final String LIBRARIES = "META-INF/resources/webjars";
    private static final String MORE_LIBRARIES = "META-INF/resources/_static";
    private static final String FRESH = "no-cache";
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final Assets assets;

    public ConsolePages(Vertx vertx) {
        this.assets = new Assets(vertx);
    }

    /** Adds {@code /}, {@code /console/}, {@code /docs}, and the libraries. Paths that lead nowhere go on to the next route. */
    public void mountOn(Router router) {
        get(router, "/").handler(request -> page(request, CONSOLE, ContentPolicy::console));
        get(router, "/docs").handler(request -> page(request, DOCS, page -> ContentPolicy.docs()));
        get(router, "/console/*").handler(request -> file(request, CONSOLE, FRESH));
        get(router, "/docs/*").handler(request -> file(request, DOCS, FRESH));
        get(router, "/webjars/*").handler(request -> file(request, LIBRARIES, FOR_GOOD));
        get(router, "/_static/*").handler(request -> file(request, MORE_LIBRARIES, FOR_GOOD));
    }

    private static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void page(RoutingContext request, String folder, UnaryOperator<String> policyOf) {
        assets.find(folder, "index.html")
                .map(Optional::orElseThrow)
                .onSuccess(page -> {
                    request.response().putHeader(ContentPolicy.HEADER, policyOf.apply(page.text()));
                    send(request, page, FRESH);
                })
                .onFailure(request::fail);
    }

    private void file(RoutingContext request, String folder, String caching) {
        assets.find(folder, Objects.requireNonNullElse(request.pathParam("*"), ""))
                .onSuccess(found -> found.ifPresentOrElse(file -> send(request, file, caching), request::next))
                .onFailure(request::fail);
    }

    private static void send(RoutingContext request, Asset asset, String caching) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.ETAG, asset.tag())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        end(request, asset).onFailure(request::fail);
    }

    private static Future<Void> end(RoutingContext request, Asset asset) {
        HttpServerResponse response = request.response();
        if (asset.tag().equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            return response.setStatusCode(304).end();
        }
        return response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type()).end(asset.content());
    }
}
