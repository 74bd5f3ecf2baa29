package dev.tickwork.runtime.deployment;

import io.vertx.core.Deployable;
import java.util.function.Supplier;

/**
 * How a verticle is made.
 *
 * @param verticle its name
 * @param first makes it of the configuration that the process was started with
 * @param read reads its configuration anew and answers what comes of that; blocks, touches nothing, and throws
 *     {@link dev.tickwork.runtime.config.ConfigurationRefused} with every mistake
 */
public record Recipe(String verticle, Supplier<? extends Deployable> first, Supplier<Renewal> read) {}
