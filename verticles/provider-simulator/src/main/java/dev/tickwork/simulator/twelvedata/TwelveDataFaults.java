package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.Answer;
import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultRule;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Twelve Data's answers on its bad days. */
final class TwelveDataFaults {
    static final String IS_BATCH = "Is_batch";

    private static final String SYMBOL = "symbol";
    private static final String SERIES_HEAD = "meta";
    private static final String SERIES_ROWS = "values";
    private static final long YEAR_2100 = 4_102_444_800L;
    private static final String OUR_SIDE = "Something broke on our side.";

    private static final List<Consumer<ObjectNode>> ABSURD = List.of(
            answer -> price(answer, "0"),
            answer -> price(answer, "-1.5"),
            answer -> price(answer, "NaN"),
            answer -> price(answer, ""),
            answer -> price(answer, "1e400"),
            answer -> price(answer, null),
            answer -> price(answer, "1,234.5"),
            answer -> stamp(answer, YEAR_2100, "2100-01-01"),
            answer -> stamp(answer, -1, "-1"));

    private TwelveDataFaults() {}

    static Answer spoil(Answer answer, ActiveFault fault) {
        FaultRule rule = fault.rule();
        return switch (rule.kind()) {
            case RATE_LIMITED -> rateLimited(rule);
            case SERVER_ERROR -> new Answer(500, TwelveDataError.of(500, OUR_SIDE));
            case MINUTE_CREDITS_SPENT -> new Answer(429, TwelveDataError.spentMinute(12, 8));
            case DAY_CREDITS_SPENT -> new Answer(429, TwelveDataError.spentDay(801, 800));
            case ERROR_IN_200 -> errorInside(answer, rule);
            case WRONG_SYMBOLS -> each(answer, rule, TwelveDataFaults::otherPair);
            case ABSURD_VALUES -> each(answer, rule, nonsense(fault));
            default -> answer;
        };
    }

    private static Answer rateLimited(FaultRule rule) {
        var answer = new Answer(429, TwelveDataError.of(429, "Too many requests."));
        Integer wait = rule.retryAfterSeconds();
        return wait == null ? answer : answer.with("Retry-After", wait.toString());
    }

    /** An error for one symbol sits among the prices of the others; one for all is the whole answer. */
    private static Answer errorInside(Answer answer, FaultRule rule) {
        ObjectNode error = TwelveDataError.of(500, OUR_SIDE);
        return rule.symbol() == null
                ? new Answer(200, error)
                : each(answer, rule, (key, entry) -> new Entry(key, error));
    }

    private static Entry otherPair(String symbol, ObjectNode answer) {
        String other = symbol.contains("/") ? symbol.replaceFirst("/.*", "/ZAR") : symbol + ".Z";
        ObjectNode head = answer.has(SERIES_HEAD) ? (ObjectNode) answer.get(SERIES_HEAD) : answer;
        if (head.has(SYMBOL)) {
            head.put(SYMBOL, other);
        }
        return new Entry(other, answer);
    }

    private static BiFunction<String, ObjectNode, Entry> nonsense(ActiveFault fault) {
        Consumer<ObjectNode> change = ABSURD.get((fault.hits() - 1) % ABSURD.size());
        return (key, answer) -> {
            change.accept(answer);
            return new Entry(key, answer);
        };
    }

    private static void price(ObjectNode answer, @Nullable String nonsense) {
        newest(answer).put(answer.has("price") ? "price" : "close", nonsense);
    }

    private static void stamp(ObjectNode answer, long nonsense, String nonsenseOfADay) {
        if (answer.has(SERIES_ROWS)) {
            newest(answer).put("datetime", nonsenseOfADay);
            return;
        }
        answer.put("last_quote_at", nonsense);
    }

    /** Of a series its first row, else the answer itself. */
    private static ObjectNode newest(ObjectNode answer) {
        return answer.path(SERIES_ROWS).path(0) instanceof ObjectNode row ? row : answer;
    }

    /** Changes what is about the rule's symbol: the only object, or those of a batch. */
    private static Answer each(Answer answer, FaultRule rule, BiFunction<String, ObjectNode, Entry> change) {
        ObjectNode body = (ObjectNode) answer.body();
        if (!answer.headers().containsKey(IS_BATCH)) {
            String symbol =
                    body.path(SERIES_HEAD).path(SYMBOL).asText(body.path(SYMBOL).asText());
            return new Answer(
                    answer.status(),
                    answer.headers(),
                    change.apply(symbol, body).answer());
        }
        ObjectNode batch = Wire.object();
        body.properties().forEach(field -> {
            var entry = new Entry(field.getKey(), (ObjectNode) field.getValue());
            Entry kept = rule.means(entry.key()) ? change.apply(entry.key(), entry.answer()) : entry;
            batch.set(kept.key(), kept.answer());
        });
        return new Answer(answer.status(), answer.headers(), batch);
    }

    private record Entry(String key, ObjectNode answer) {}
}
