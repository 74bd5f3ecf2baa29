package dev.tickwork.gateway;

import dev.tickwork.gateway.auth.AuthConfig;
import dev.tickwork.gateway.bridge.BridgeLimits;
import dev.tickwork.gateway.http.HttpConfig;
import dev.tickwork.redis.Rate;

/**
 * {@code conf/api-gateway.yaml}.
 *
 * @param http how it listens
 * @param auth who is believed
 * @param requests how often one subject may call
 * @param wrongAttempts how many wrong keys and codes one address is forgiven
 * @param bridge what one browser may cost on the event bus
 * @param metricsPublic whether {@code /metrics} needs no key
 */
public record ApiGatewayConfig(
        HttpConfig http,
        AuthConfig auth,
        Rate requests,
        Rate wrongAttempts,
        BridgeLimits bridge,
        boolean metricsPublic) {
    public ApiGatewayConfig {
        if (auth.mode() == AuthConfig.Mode.OFF && !http.isLoopback()) {
            throw new IllegalArgumentException(
                    "auth: mode off makes everybody admin, so it is refused unless http.host "
                            + "is a loopback address, but that is " + http.host());
        }
    }
}
