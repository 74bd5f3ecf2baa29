package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers from files, one per endpoint and symbol: {@code quote/XAUUSD.json} holds what Twelve Data answers to
 * {@code /quote?symbol=XAU/USD}. Files are read anew for each request, so they may be changed while it runs.
 */
final class RecordedPrices implements Prices {
    private static final Logger log = LoggerFactory.getLogger(RecordedPrices.class);

    private final FileSystem files;
    private final Path folder;

    RecordedPrices(FileSystem files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    @Override
    public Future<ObjectNode> find(String endpoint, String symbol, MultiMap parameters) {
        String file = folder.resolve(endpoint)
                .resolve(symbol.replaceAll("[^A-Za-z0-9]", "") + ".json")
                .toString();
        return files.exists(file).compose(exists -> exists ? read(file) : missing(symbol));
    }

    private Future<ObjectNode> read(String file) {
        return files.readFile(file).map(text -> object(file, text));
    }

    private static ObjectNode object(String file, Buffer text) {
        try {
            return (ObjectNode) Wire.tree(text.toString());
        } catch (WireException | ClassCastException e) {
            log.atError().addKeyValue("address", file).setCause(e).log("recorded answer is not a JSON object");
            return TwelveDataError.of(500, "The recorded answer is not a JSON object.");
        }
    }

    private static Future<ObjectNode> missing(String symbol) {
        return Future.succeededFuture(TwelveDataError.notRecorded(symbol));
    }
}
