package dev.tickwork.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line per answered request, at debug level unless it is switched on. Never a query, a header or a body. */
final class AccessLog implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

    private final Level level;

    AccessLog(boolean isOn) {
        this.level = isOn ? Level.INFO : Level.DEBUG;
    }

    @Override
    public void handle(RoutingContext request) {
        if (log.isEnabledForLevel(level)) {
            long start = System.nanoTime();
            request.addEndHandler(ended -> write(request, start));
        }
        request.next();
    }

    private void write(RoutingContext request, long start) {
        log.atLevel(level)
                .addKeyValue("method", request.request().method())
                .addKeyValue("path", request.request().path())
                .addKeyValue("status", request.response().getStatusCode())
                .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .addKeyValue("requestId", RequestIds.of(request))
                .log("request answered");
    }
}
