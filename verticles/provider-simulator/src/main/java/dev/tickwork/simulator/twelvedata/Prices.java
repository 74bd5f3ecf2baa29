package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;

/** Where the answers about single symbols come from. */
interface Prices {
    /**
     * The answer about one symbol, as the vendor gives it when asked for that symbol alone.
     *
     * @param endpoint {@code quote}, {@code price} or {@code time_series}
     * @param symbol in the vendor's spelling
     * @param parameters what else is asked, without mistakes
     * @return an error object in the vendor's shape for a symbol that is not there
     */
    Future<ObjectNode> find(String endpoint, String symbol, MultiMap parameters);
}
