package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.providers.Unusable;
import dev.tickwork.upstream.UpstreamAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@code /quote} answers: one object for one symbol, an object keyed by symbol for several, or an error. */
final class QuoteAnswerReader {
    private final QuoteReader quotes;
    private final VendorJson words;

    QuoteAnswerReader(QuoteReader quotes, VendorJson words) {
        this.quotes = quotes;
        this.words = words;
    }

    /**
     * What the answer says about the batch's symbols.
     *
     * @throws Fault.Transient when it is an outage in the vendor's words, or broken off, or a web page
     * @throws Fault.Permanent when it refuses the whole call, or is JSON of another form
     */
    QuoteAnswer read(SymbolBatch batch, UpstreamAnswer answer) {
        JsonNode json = words.read(answer);
        return VendorError.in(json)
                .map(error -> refused(batch, error, answer.receivedAt()))
                .orElseGet(() -> found(new BatchEntries(batch, entries(json), words), answer.receivedAt()));
    }

    private QuoteAnswer refused(SymbolBatch batch, VendorError error, Instant at) {
        if (error.isRateLimit()) {
            return new QuoteAnswer.RateLimited(error.renewedAfter(at), words.text(error));
        }
        if (batch.size() == 1 && error.isAboutTheSymbol()) {
            return new QuoteAnswer.Quotes(
                    List.of(), new TreeMap<>(Map.of(batch.symbols().iterator().next(), words.text(error))));
        }
        throw words.refusal(error);
    }

    private static Map<String, JsonNode> entries(JsonNode json) {
        if (json.path("symbol").isTextual()) {
            return Map.of(json.path("symbol").asText(), json);
        }
        Map<String, JsonNode> entries = BatchEntries.objectsIn(json);
        if (entries.isEmpty()) {
            throw new Fault.Permanent("twelvedata: the answer has another form than /quote has", null);
        }
        return entries;
    }

    private QuoteAnswer found(BatchEntries entries, Instant receivedAt) {
        List<Quote> found = new ArrayList<>();
        SortedMap<String, String> failed = new TreeMap<>();
        entries.batch().names().forEach((symbol, name) -> {
            try {
                found.add(quotes.read(symbol, name, entries.of(name), receivedAt));
            } catch (Unusable e) {
                failed.put(symbol, String.valueOf(e.getMessage()));
            }
        });
        entries.complainOfStrangers();
        Optional<Wait> wait = found.isEmpty() ? entries.wait(receivedAt) : Optional.empty();
        return wait.<QuoteAnswer>map(wish -> new QuoteAnswer.RateLimited(wish.until(), wish.reason()))
                .orElseGet(() -> new QuoteAnswer.Quotes(found, failed));
    }
}
