package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.providers.Unusable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer has about each symbol that was asked for.
 *
 * @param batch what was asked
 * @param objects what came, by the vendor's symbol
 * @param words how the vendor's errors are put
 */
record BatchEntries(SymbolBatch batch, Map<String, JsonNode> objects, VendorJson words) {
    private static final Logger log = LoggerFactory.getLogger(BatchEntries.class);

    /** The objects of a JSON object, by field; what is no object is left out. */
    static Map<String, JsonNode> objectsIn(JsonNode json) {
        Map<String, JsonNode> objects = new TreeMap<>();
        json.properties().stream()
                .filter(field -> field.getValue().isObject())
                .forEach(field -> objects.put(field.getKey(), field.getValue()));
        return objects;
    }

    /**
     * What came for one symbol.
     *
     * @throws Unusable when nothing came, or an error
     */
    JsonNode of(String vendorSymbol) throws Unusable {
        JsonNode entry = objects.get(vendorSymbol);
        if (entry == null) {
            throw new Unusable("missing from the answer");
        }
        Optional<VendorError> error = VendorError.in(entry);
        if (error.isPresent()) {
            throw new Unusable(words.text(error.get()));
        }
        return entry;
    }

    /** The wish to wait that stands where a symbol's data should be. */
    Optional<Wait> wait(Instant receivedAt) {
        return objects.entrySet().stream()
                .filter(entry -> batch.asksFor(entry.getKey()))
                .flatMap(entry -> VendorError.in(entry.getValue()).stream())
                .filter(VendorError::isRateLimit)
                .findFirst()
                .map(error -> new Wait(error.renewedAfter(receivedAt), words.text(error)));
    }

    void complainOfStrangers() {
        long strangers =
                objects.keySet().stream().filter(name -> !batch.asksFor(name)).count();
        if (strangers > 0) {
            log.atWarn()
                    .addKeyValue("upstream", "twelvedata")
                    .addKeyValue("rows", strangers)
                    .log("answer has symbols that nobody asked for");
        }
    }
}
