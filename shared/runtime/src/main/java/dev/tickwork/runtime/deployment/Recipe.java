package dev.tickwork.runtime.deployment;

import io.vertx.core.Deployable;
import java.util.function.Supplier;

/**
 * How a verticle is made.
 *
 * @param verticle its name
 * @param first makes it of the configuration that the process was started with
 * @param read reads its configuration anew and answers what makes it of that; blocks, and throws
 *     {@link dev.tickwork.runtime.config.ConfigurationRefused} with every mistake
 */
public record Recipe(
        String verticle, Supplier<? extends Deployable> first, Supplier<Supplier<? extends Deployable>> read) {}
