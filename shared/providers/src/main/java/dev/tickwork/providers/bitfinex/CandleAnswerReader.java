package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.providers.AnswerJson;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.upstream.AnswerKind;
import dev.tickwork.upstream.UpstreamAnswer;
import java.util.Optional;

/** Reads what Bitfinex answers over HTTP. */
final class CandleAnswerReader {
    /** Errors are short; candles need not be read twice to see that they are none. */
    private static final int LONGEST_ERROR = 4096;

    private final AnswerJson json;

    CandleAnswerReader(AnswerJson json) {
        this.json = json;
    }

    /** What an answer is, judged by its text first: the status is 500 for almost any error. */
    AnswerKind judge(UpstreamAnswer answer) {
        return error(answer).map(BitfinexError::kind).orElseGet(() -> AnswerKind.byStatus(answer));
    }

    /**
     * The candles that were asked for.
     *
     * @param request what was asked, for the evidence
     * @throws Fault.Transient when the answer is broken, has more than was asked for, or none of its candles can be read
     * @throws Fault.Permanent when it is a refusal, or has another form
     */
    CandleAnswer read(CandleQuestion question, String request, UpstreamAnswer answer) {
        Optional<BitfinexError> error = error(answer);
        if (error.isPresent()) {
            return refused(error.get());
        }
        CandlePage page = page(question, json.read(answer));
        return new CandleAnswer.Found(page.candles(), page.unreadable(), request, answer.receivedAt());
    }

    /** Whether Bitfinex says that it works; fails as {@link #read} does. */
    boolean readStatus(UpstreamAnswer answer) {
        Optional<BitfinexError> error = error(answer);
        if (error.isPresent()) {
            return refused(error.get()).match(found -> true, limited -> true, maintenance -> false);
        }
        JsonNode status = json.read(answer).path(0);
        if (!status.isIntegralNumber()) {
            throw new Fault.Permanent("bitfinex: its status has another form", null);
        }
        return status.asInt() == 1;
    }

    private Optional<BitfinexError> error(UpstreamAnswer answer) {
        return answer.body().length() > LONGEST_ERROR
                ? Optional.empty()
                : json.find(answer.body().toString()).flatMap(BitfinexError::in);
    }

    private CandleAnswer refused(BitfinexError error) {
        String text = json.text(error.code(), error.message());
        if (error.isMaintenance()) {
            return new CandleAnswer.Maintenance(text);
        }
        throw new Fault.Permanent(text, null);
    }

    /** Arrays that cannot be, or too many, are a mishap that passes; something else in place of the list will stay. */
    private static CandlePage page(CandleQuestion question, JsonNode arrays) {
        if (!arrays.isArray()) {
            throw new Fault.Permanent("bitfinex: its answer is no list of candles", null);
        }
        if (arrays.size() > question.limit()) {
            throw new Fault.Transient(
                    "bitfinex: answers " + arrays.size() + " candles to a question for " + question.limit(), null);
        }
        CandlePage page = CandlePage.of(question, arrays);
        if (page.isUseless()) {
            throw new Fault.Transient("bitfinex: " + page.unreadable().get(0).why(), null);
        }
        return page;
    }
}
