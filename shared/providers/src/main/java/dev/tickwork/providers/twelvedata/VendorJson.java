package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tickwork.domain.Fault;
import dev.tickwork.providers.PriceText;
import dev.tickwork.upstream.Redactor;
import dev.tickwork.upstream.UpstreamAnswer;
import java.util.Optional;

/** What the answers of every endpoint have in common: they are JSON, or should be, and errors have one form. */
final class VendorJson {
    private static final int LONGEST_REASON = 200;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Redactor redactor;

    VendorJson(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * The answer's JSON, which may be an error.
     *
     * @throws Fault.Transient when it is broken off, or a web page
     * @throws Fault.Permanent when it refuses the call in HTML
     */
    JsonNode read(UpstreamAnswer answer) {
        try {
            return Optional.of(MAPPER.readTree(answer.body().toString()))
                    .filter(json -> !json.isMissingNode())
                    .orElseThrow(() -> notJson(answer));
        } catch (JsonProcessingException e) {
            throw notJson(answer);
        }
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

    /** What an error about the whole call means, when it is no wish to wait. */
    Fault refusal(VendorError error) {
        return error.isOutage() ? new Fault.Transient(text(error), null) : new Fault.Permanent(text(error), null);
    }

    /** With status 200 it is a gateway's page or a broken answer, which pass; a refusal in HTML does not. */
    private static Fault notJson(UpstreamAnswer answer) {
        String type = answer.header("Content-Type").map(PriceText::shown).orElse("no content type");
        String message = "twelvedata: status " + answer.status() + " with "
                + answer.body().length() + " bytes of " + type + " that are not JSON";
        return answer.isSuccess() ? new Fault.Transient(message, null) : new Fault.Permanent(message, null);
    }
}
