package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.providers.PriceText;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.providers.Unusable;
import dev.tickwork.upstream.Redactor;
import dev.tickwork.upstream.UpstreamAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what {@code /quote} answers: one object for one symbol, an object keyed by symbol for several, or an error. */
final class QuoteAnswerReader {
    private static final Logger log = LoggerFactory.getLogger(QuoteAnswerReader.class);
    private static final int LONGEST_REASON = 200;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final QuoteReader quotes;
    private final Redactor redactor;

    QuoteAnswerReader(QuoteReader quotes, Redactor redactor) {
        this.quotes = quotes;
        this.redactor = redactor;
    }

    /**
     * What the answer says about the batch's symbols.
     *
     * @throws Fault.Transient when it is an outage in the vendor's words, or broken off, or a web page
     * @throws Fault.Permanent when it refuses the whole call, or is JSON of another form
     */
    QuoteAnswer read(QuoteBatch batch, UpstreamAnswer answer) {
        JsonNode json = json(answer);
        return VendorError.in(json)
                .map(error -> refused(batch, error, answer.receivedAt()))
                .orElseGet(() -> found(batch, entries(json), answer.receivedAt()));
    }

    /** The error that an answer is; empty when it is something else, or not even JSON. */
    Optional<VendorError> error(UpstreamAnswer answer) {
        try {
            return VendorError.in(MAPPER.readTree(answer.body().toString()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The vendor's words, fit for operators. */
    String text(VendorError error) {
        String clean = redactor.redact(error.message()).replaceAll("\\p{Cntrl}+", " ");
        String text = "twelvedata says " + error.code() + ": " + clean;
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    private static JsonNode json(UpstreamAnswer answer) {
        try {
            return Optional.of(MAPPER.readTree(answer.body().toString()))
                    .filter(json -> !json.isMissingNode())
                    .orElseThrow(() -> notJson(answer));
        } catch (JsonProcessingException e) {
            throw notJson(answer);
        }
    }

    /** With status 200 it is a gateway's page or a broken answer, which pass; a refusal in HTML does not. */
    private static Fault notJson(UpstreamAnswer answer) {
        String type = answer.header("Content-Type").map(PriceText::shown).orElse("no content type");
        String message = "twelvedata: status " + answer.status() + " with "
                + answer.body().length() + " bytes of " + type + " that are not JSON";
        return answer.isSuccess() ? new Fault.Transient(message, null) : new Fault.Permanent(message, null);
    }

    private QuoteAnswer refused(QuoteBatch batch, VendorError error, Instant at) {
        if (error.isRateLimit()) {
            return new QuoteAnswer.RateLimited(error.renewedAfter(at), text(error));
        }
        if (batch.size() == 1 && error.isAboutTheSymbol()) {
            return new QuoteAnswer.Quotes(
                    List.of(), new TreeMap<>(Map.of(batch.symbols().iterator().next(), text(error))));
        }
        throw error.isOutage() ? new Fault.Transient(text(error), null) : new Fault.Permanent(text(error), null);
    }

    private static Map<String, JsonNode> entries(JsonNode json) {
        if (json.path("symbol").isTextual()) {
            return Map.of(json.path("symbol").asText(), json);
        }
        Map<String, JsonNode> entries = new TreeMap<>();
        json.properties().stream()
                .filter(field -> field.getValue().isObject())
                .forEach(field -> entries.put(field.getKey(), field.getValue()));
        if (entries.isEmpty()) {
            throw new Fault.Permanent("twelvedata: the answer has another form than /quote has", null);
        }
        return entries;
    }

    private QuoteAnswer found(QuoteBatch batch, Map<String, JsonNode> entries, Instant receivedAt) {
        List<Quote> found = new ArrayList<>();
        SortedMap<String, String> failed = new TreeMap<>();
        batch.names().forEach((symbol, name) -> {
            try {
                found.add(quotes.read(symbol, name, present(entries.get(name)), receivedAt));
            } catch (Unusable e) {
                failed.put(symbol, String.valueOf(e.getMessage()));
            }
        });
        complainOfStrangers(batch, entries);
        return found.isEmpty()
                ? rateLimit(batch, entries, receivedAt).orElse(new QuoteAnswer.Quotes(found, failed))
                : new QuoteAnswer.Quotes(found, failed);
    }

    /** The wish to wait that stands where a price should be. */
    private Optional<QuoteAnswer> rateLimit(QuoteBatch batch, Map<String, JsonNode> entries, Instant receivedAt) {
        return entries.entrySet().stream()
                .filter(entry -> batch.asksFor(entry.getKey()))
                .flatMap(entry -> VendorError.in(entry.getValue()).stream())
                .filter(VendorError::isRateLimit)
                .findFirst()
                .map(error -> new QuoteAnswer.RateLimited(error.renewedAfter(receivedAt), text(error)));
    }

    private JsonNode present(@Nullable JsonNode entry) throws Unusable {
        if (entry == null) {
            throw new Unusable("missing from the answer");
        }
        Optional<VendorError> error = VendorError.in(entry);
        if (error.isPresent()) {
            throw new Unusable(text(error.get()));
        }
        return entry;
    }

    private static void complainOfStrangers(QuoteBatch batch, Map<String, JsonNode> entries) {
        long strangers =
                entries.keySet().stream().filter(name -> !batch.asksFor(name)).count();
        if (strangers > 0) {
            log.atWarn()
                    .addKeyValue("upstream", "twelvedata")
                    .addKeyValue("rows", strangers)
                    .log("answer has symbols that nobody asked for");
        }
    }
}
