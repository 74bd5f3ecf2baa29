package dev.tickwork.runtime;

import dev.tickwork.runtime.lifecycle.LocalServers;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * What a runnable jar is.
 *
 * @param name as its users call it
 * @param verticles those that it has; deployed in this order unless its user names fewer
 * @param servers those that it brings along
 * @param welcome called once, when everything runs; the process ends when it fails
 */
public record Program(
        String name,
        List<VerticleDefinition<?>> verticles,
        LocalServers servers,
        Function<Platform, Future<Void>> welcome) {
    public Program {
        verticles = List.copyOf(verticles);
    }

    /** A program that brings nothing along: named by its verticle, or {@code tickwork} when it has several. */
    public static Program of(List<VerticleDefinition<?>> verticles) {
        String name = verticles.size() == 1 ? verticles.get(0).name() : "tickwork";
        return new Program(name, verticles, LocalServers.NONE, platform -> Future.succeededFuture());
    }
}
