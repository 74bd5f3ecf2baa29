package dev.tickwork.runtime;

import io.vertx.core.VerticleBase;
import java.util.function.BiFunction;

/**
 * What a process must know of a verticle to run it.
 *
 * @param name stable and kebab-case; also names its configuration file {@code conf/<name>.yaml}
 * @param configType the record that this file becomes
 * @param create makes the verticle, and starts nothing: it is called for each deployment, and to try a configuration. It
 *     may refuse one with an {@link IllegalArgumentException}
 * @param kind decides whether a process that only runs jobs deploys it
 */
public record VerticleDefinition<C extends Record>(
        String name, Class<C> configType, BiFunction<C, Platform, ? extends VerticleBase> create, VerticleKind kind) {
    /** A verticle that brings jobs. */
    public VerticleDefinition(
            String name, Class<C> configType, BiFunction<C, Platform, ? extends VerticleBase> create) {
        this(name, configType, create, VerticleKind.JOBS);
    }

    /** The same, made in another way. */
    public VerticleDefinition<C> madeBy(BiFunction<C, Platform, ? extends VerticleBase> other) {
        return new VerticleDefinition<>(name, configType, other, kind);
    }
}
