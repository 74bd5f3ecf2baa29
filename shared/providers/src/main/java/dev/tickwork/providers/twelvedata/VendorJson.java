package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.providers.AnswerJson;
import dev.tickwork.upstream.Redactor;
import dev.tickwork.upstream.UpstreamAnswer;
import java.util.Optional;

/** What the answers of every endpoint have in common: they are JSON, or should be, and errors have one form. */
final class VendorJson {
    private final AnswerJson json;

    VendorJson(Redactor redactor) {
        this.json = new AnswerJson(TwelveDataQuotes.NAME, redactor);
    }

    /**
     * The answer's JSON, which may be an error.
     *
     * @throws Fault.Transient when it is broken off, or a web page
     * @throws Fault.Permanent when it refuses the call in HTML
     */
    JsonNode read(UpstreamAnswer answer) {
        return json.read(answer);
    }

    /** The error that an answer is; empty when it is something else, or not even JSON. */
    Optional<VendorError> error(UpstreamAnswer answer) {
        return json.find(answer.body().toString()).flatMap(VendorError::in);
    }

    /** The vendor's words, fit for operators. */
    String text(VendorError error) {
        return json.text(error.code(), error.message());
    }

    /** What an error about the whole call means, when it is no wish to wait. */
    Fault refusal(VendorError error) {
        return error.isOutage() ? new Fault.Transient(text(error), null) : new Fault.Permanent(text(error), null);
    }
}
