package dev.tickwork.runtime;

import io.vertx.core.VerticleBase;
import java.util.function.BiFunction;

/**
 * What a process must know of a verticle to run it.
 *
 * @param name stable and kebab-case; also names its configuration file {@code conf/<name>.yaml}
 * @param configType the record that this file becomes
 * @param create makes the verticle; called once per deployment, so a redeploy gets a new one
 */
public record VerticleDefinition<C extends Record>(
        String name, Class<C> configType, BiFunction<C, Platform, ? extends VerticleBase> create) {}
