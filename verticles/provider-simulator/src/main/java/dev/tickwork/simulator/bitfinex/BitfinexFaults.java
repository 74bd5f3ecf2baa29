package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tickwork.simulator.Answer;
import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/** Bitfinex's answers on its bad days. */
final class BitfinexFaults {
    private static final int TIME = 0;
    private static final int OPEN = 1;
    private static final int CLOSE = 2;
    private static final int HIGH = 3;
    private static final int LOW = 4;
    private static final int VOLUME = 5;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Candles that cannot be, or hardly: each call has the next. */
    private static final List<Consumer<ArrayNode>> ABSURD = List.of(
            row -> row.set(HIGH, number(row, LOW).multiply(HALF)),
            row -> row.set(OPEN, number(row, HIGH).add(number(row, HIGH))),
            row -> row.set(VOLUME, number(row, VOLUME).negate()),
            row -> all(row, BigDecimal.TEN),
            row -> all(row, new BigDecimal("0.1")),
            row -> all(row, BigDecimal.ZERO),
            row -> row.setNull(CLOSE),
            row -> row.set(CLOSE, "NaN"),
            row -> row.set(TIME, row.path(TIME).asLong() + 1),
            row -> row.remove(VOLUME));

    private BitfinexFaults() {}

    static Answer spoil(Answer answer, ActiveFault fault) {
        FaultRule rule = fault.rule();
        return switch (rule.kind()) {
            case RATE_LIMITED -> rateLimited(rule);
            case SERVER_ERROR -> BitfinexError.broken();
            case ERROR_IN_200 -> new Answer(200, BitfinexError.array(10001, "ERR_GENERIC"));
            case ABSURD_VALUES -> absurd(answer, ABSURD.get((fault.hits() - 1) % ABSURD.size()));
            default -> answer;
        };
    }

    private static Answer rateLimited(FaultRule rule) {
        Integer wait = rule.retryAfterSeconds();
        Answer answer = BitfinexError.rateLimited();
        return wait == null ? answer : answer.with("Retry-After", wait.toString());
    }

    /** Changes the row in the middle: it is over, and has neighbours. */
    private static Answer absurd(Answer answer, Consumer<ArrayNode> change) {
        if (answer.body().path(answer.body().size() / 2) instanceof ArrayNode row && row.size() > VOLUME) {
            change.accept(row);
        }
        return answer;
    }

    private static void all(ArrayNode row, BigDecimal factor) {
        for (int column : new int[] {OPEN, CLOSE, HIGH, LOW}) {
            row.set(column, number(row, column).multiply(factor));
        }
    }

    private static BigDecimal number(ArrayNode row, int column) {
        return row.path(column).decimalValue();
    }
}
