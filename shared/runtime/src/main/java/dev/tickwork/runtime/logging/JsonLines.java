package dev.tickwork.runtime.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.Wire;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code message}, then the key-values. */
final class JsonLines {
    private JsonLines() {}

    static String line(ILoggingEvent event) {
        ObjectNode line = Wire.object()
                .put("time", event.getInstant().toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        addPairs(line, event.getKeyValuePairs());
        if (event.getThrowableProxy() != null) {
            line.put("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line + "\n";
    }

    private static void addPairs(ObjectNode line, List<KeyValuePair> pairs) {
        if (pairs != null) {
            pairs.forEach(pair -> add(line, pair.key, pair.value));
        }
    }

    private static void add(ObjectNode line, String key, Object value) {
        if (value instanceof Long || value instanceof Integer) {
            line.put(key, ((Number) value).longValue());
        } else {
            line.put(key, String.valueOf(value));
        }
    }
}
