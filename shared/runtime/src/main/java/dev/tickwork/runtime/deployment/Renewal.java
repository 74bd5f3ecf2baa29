package dev.tickwork.runtime.deployment;

import io.vertx.core.Deployable;
import java.util.function.Supplier;

/**
 * What comes of a configuration that was read anew.
 *
 * @param make makes the verticle of it, without effect
 * @param takeOver puts what it says for the whole process into effect; called only when nothing was refused
 */
public record Renewal(Supplier<? extends Deployable> make, Runnable takeOver) {}
