package dev.tickwork.gateway.bridge;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.Authenticator;
import dev.tickwork.gateway.auth.Revocations;
import dev.tickwork.gateway.live.LiveHub;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the bridge is built on.
 *
 * @param hub where updates come from
 * @param authenticator checks the tokens in frames
 * @param revocations tells which credentials end before their time
 * @param operations answers what browsers ask
 * @param time decides when a token has expired
 * @param meters takes the bridge's numbers
 */
public record BridgeParts(
        LiveHub hub,
        Authenticator authenticator,
        Revocations revocations,
        BridgeOperations operations,
        Time time,
        MeterRegistry meters) {}
