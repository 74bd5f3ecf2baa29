package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tickwork.domain.candles.Candle;
import java.math.BigDecimal;
import java.util.List;

/** Candles as Bitfinex writes them: {@code [MTS,OPEN,CLOSE,HIGH,LOW,VOLUME]}, the close before the high. */
final class Rows {
    private Rows() {}

    static ArrayNode of(Candle candle) {
        return JsonNodeFactory.instance
                .arrayNode(6)
                .add(candle.openTime().toEpochMilli())
                .add(candle.open())
                .add(candle.close())
                .add(candle.high())
                .add(candle.low())
                .add(candle.volume());
    }

    static ArrayNode of(List<Candle> candles) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode(candles.size());
        candles.forEach(candle -> rows.add(of(candle)));
        return rows;
    }

    /** As text, for the stream, which writes thousands a second. */
    static String text(Candle candle) {
        var row = new StringBuilder(80).append('[').append(candle.openTime().toEpochMilli());
        append(row, candle.open());
        append(row, candle.close());
        append(row, candle.high());
        append(row, candle.low());
        append(row, candle.volume());
        return row.append(']').toString();
    }

    private static void append(StringBuilder row, BigDecimal number) {
        row.append(',').append(number.toPlainString());
    }
}
