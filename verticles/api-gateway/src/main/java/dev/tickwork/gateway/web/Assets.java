package dev.tickwork.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Files of the class path, read once. What is not there is not remembered, so memory is bounded by the jar. */
final class Assets {
    /** No name begins with a dot, so no path leaves its folder. */
    private static final Pattern PLAIN =
            Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final Vertx vertx;
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    Assets(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The file at {@code path} below {@code folder}; empty when there is none or it is not for browsers. */
    Future<Optional<Asset>> find(String folder, String path) {
        if (!PLAIN.matcher(path).matches() || !Asset.isServed(path)) {
            return Future.succeededFuture(Optional.empty());
        }
        String name = folder + "/" + path;
        Asset asset = known.get(name);
        return asset == null
                ? vertx.executeBlocking(() -> load(name), false)
                : Future.succeededFuture(Optional.of(asset));
    }

    private Optional<Asset> load(String name) {
        try (InputStream file = Assets.class.getClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                return Optional.empty();
            }
            Asset asset = Asset.of(name, file.readAllBytes());
            known.put(name, asset);
            return Optional.of(asset);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
