package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailySeries;
import dev.tickwork.providers.Unusable;
import dev.tickwork.upstream.UpstreamAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@code /time_series} answers: one object for one symbol, an object keyed by symbol for several, or an error. */
final class SeriesAnswerReader {
    private final VendorJson words;

    SeriesAnswerReader(VendorJson words) {
        this.words = words;
    }

    /**
     * What the answer says about the batch's symbols.
     *
     * @throws Fault.Transient when it is an outage in the vendor's words, or broken off, or a web page
     * @throws Fault.Permanent when it refuses the whole call, or is JSON of another form
     */
    DailyPriceAnswer read(SymbolBatch batch, SeriesReader series, UpstreamAnswer answer) {
        JsonNode json = words.read(answer);
        return VendorError.in(json)
                .map(error -> refused(batch, series, error, answer.receivedAt()))
                .orElseGet(
                        () -> found(new BatchEntries(batch, entries(batch, json), words), series, answer.receivedAt()));
    }

    private DailyPriceAnswer refused(SymbolBatch batch, SeriesReader series, VendorError error, Instant at) {
        if (error.isRateLimit()) {
            return new DailyPriceAnswer.RateLimited(error.renewedAfter(at), words.text(error));
        }
        if (error.isNoData()) {
            return new DailyPriceAnswer.Found(
                    batch.symbols().stream().map(series::empty).toList(), new TreeMap<>());
        }
        if (batch.size() == 1 && error.isAboutTheSymbol()) {
            return new DailyPriceAnswer.Found(
                    List.of(), new TreeMap<>(Map.of(batch.symbols().iterator().next(), words.text(error))));
        }
        throw words.refusal(error);
    }

    /** A single symbol's object stands alone, and says itself what it is about. */
    private static Map<String, JsonNode> entries(SymbolBatch batch, JsonNode json) {
        if (json.has("meta") && json.has("values")) {
            return batch.size() == 1
                    ? Map.of(batch.parameter(), json)
                    : Map.of(json.path("meta").path("symbol").asText(), json);
        }
        Map<String, JsonNode> entries = BatchEntries.objectsIn(json);
        if (entries.isEmpty()) {
            throw new Fault.Permanent("twelvedata: the answer has another form than /time_series has", null);
        }
        return entries;
    }

    private static DailyPriceAnswer found(BatchEntries entries, SeriesReader series, Instant receivedAt) {
        List<DailySeries> found = new ArrayList<>();
        SortedMap<String, String> failed = new TreeMap<>();
        entries.batch().names().forEach((symbol, name) -> {
            try {
                found.add(read(entries, series, symbol, name));
            } catch (Unusable e) {
                failed.put(symbol, String.valueOf(e.getMessage()));
            }
        });
        entries.complainOfStrangers();
        Optional<Wait> wait = found.isEmpty() ? entries.wait(receivedAt) : Optional.empty();
        return wait.<DailyPriceAnswer>map(wish -> new DailyPriceAnswer.RateLimited(wish.until(), wish.reason()))
                .orElseGet(() -> new DailyPriceAnswer.Found(found, failed));
    }

    private static DailySeries read(BatchEntries entries, SeriesReader series, String symbol, String name)
            throws Unusable {
        boolean hasNoData = Optional.ofNullable(entries.objects().get(name))
                .flatMap(VendorError::in)
                .filter(VendorError::isNoData)
                .isPresent();
        return hasNoData ? series.empty(symbol) : series.read(symbol, name, entries.of(name));
    }
}
