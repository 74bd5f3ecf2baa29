package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is asked for.
 *
 * @param name what it is for, for people
 * @param subject whose it will be
 * @param role what it may do
 * @param expiresAt when it ends by itself; null for never
 */
public record KeyWish(
        String name, String subject, Role role, @Nullable Instant expiresAt) {}
