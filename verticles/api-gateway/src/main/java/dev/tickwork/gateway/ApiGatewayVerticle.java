package dev.tickwork.gateway;

import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import dev.tickwork.runtime.VerticleKind;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/** Deploys api-gateway; {@link Gateway} says what it is made of. */
public final class ApiGatewayVerticle extends VerticleBase {
    public static final VerticleDefinition<ApiGatewayConfig> DEFINITION =
            new VerticleDefinition<>("api-gateway", ApiGatewayConfig.class, ApiGatewayVerticle::new, VerticleKind.DOOR);

    private final ApiGatewayConfig config;
    private final Platform platform;
    private @Nullable Gateway gateway;

    public ApiGatewayVerticle(ApiGatewayConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
    }

    @Override
    public Future<?> start() {
        return Gateway.start(config, GatewayParts.of(platform)).onSuccess(started -> gateway = started);
    }

    @Override
    public Future<?> stop() {
        return gateway == null ? Future.succeededFuture() : gateway.stop();
    }
}
