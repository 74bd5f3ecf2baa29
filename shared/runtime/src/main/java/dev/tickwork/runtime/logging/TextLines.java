package dev.tickwork.runtime.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** {@code 2026-03-02T12:00:00.123Z INFO  run finished  job=price-fetch rows=6 ms=41  (JobRunner)}. */
final class TextLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private TextLines() {}

    static String line(ILoggingEvent event) {
        var line = new StringBuilder()
                .append(TIME.format(event.getInstant()))
                .append(' ')
                .append(String.format("%-5s ", event.getLevel()))
                .append(oneLine(event.getFormattedMessage()));
        appendPairs(line, event.getKeyValuePairs());
        line.append("  (").append(shortName(event.getLoggerName())).append(")\n");
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? line.toString() : line + ThrowableProxyUtil.asString(thrown) + "\n";
    }

    private static void appendPairs(StringBuilder line, List<KeyValuePair> pairs) {
        if (pairs == null) {
            return;
        }
        line.append(' ');
        pairs.forEach(pair -> line.append(' ').append(pair.key).append('=').append(quoted(String.valueOf(pair.value))));
    }

    /** A value with blanks in quotes; a line break in it would let it pass for a line of its own. */
    private static String quoted(String value) {
        String plain = oneLine(value);
        return plain.isEmpty() || plain.contains(" ") ? '"' + plain.replace("\"", "\\\"") + '"' : plain;
    }

    private static String oneLine(String text) {
        return text.replace("\r", "").replace("\n", "\\n");
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
