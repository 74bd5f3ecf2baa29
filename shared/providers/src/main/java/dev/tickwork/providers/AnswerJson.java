package dev.tickwork.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tickwork.domain.Fault;
import dev.tickwork.upstream.Redactor;
import dev.tickwork.upstream.UpstreamAnswer;
import java.util.Optional;

/** What a vendor says is JSON, or should be. Numbers stay exact. */
public final class AnswerJson {
    private static final int LONGEST_REASON = 200;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String provider;
    private final Redactor redactor;

    /** @param provider its stable name, for what is said to operators */
    public AnswerJson(String provider, Redactor redactor) {
        this.provider = provider;
        this.redactor = redactor;
    }

    /**
     * The answer's JSON, which may be an error.
     *
     * @throws Fault.Transient when it is broken off, or a web page
     * @throws Fault.Permanent when it refuses the call in HTML
     */
    public JsonNode read(UpstreamAnswer answer) {
        return find(answer.body().toString()).orElseThrow(() -> notJson(answer));
    }

    /** The JSON that a text is; empty when it is none. */
    public Optional<JsonNode> find(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(json -> !json.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A vendor's error in its own words, fit for operators. */
    public String text(int code, String message) {
        String clean = redactor.redact(message).replaceAll("\\p{Cntrl}+", " ");
        String text = provider + " says " + code + ": " + clean;
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    /** With status 200 it is a gateway's page or a broken answer, which pass; a refusal in HTML does not. */
    private Fault notJson(UpstreamAnswer answer) {
        String type = answer.header("Content-Type").map(PriceText::shown).orElse("no content type");
        String message = provider + ": status " + answer.status() + " with "
                + answer.body().length() + " bytes of " + type + " that are not JSON";
        return answer.isSuccess() ? new Fault.Transient(message, null) : new Fault.Permanent(message, null);
    }
}
