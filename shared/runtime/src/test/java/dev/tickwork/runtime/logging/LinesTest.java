package dev.tickwork.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LinesTest {
    private static final Instant AT = Instant.parse("2026-03-02T12:00:00.123456Z");

    @Test
    void text_puts_message_and_pairs_on_one_line() {
        ILoggingEvent event = event("run finished", null, new KeyValuePair("rows", 6), new KeyValuePair("note", "a b"));

        assertThat(TextLines.line(event))
                .isEqualTo("2026-03-02T12:00:00.123Z INFO  run finished  rows=6 note=\"a b\"  (JobRunner)\n");
    }

    @Test
    void a_line_break_in_a_value_cannot_pass_for_another_line() {
        ILoggingEvent event = event("first\nsecond", null, new KeyValuePair("error", "x\n2026 ERROR forged"));

        assertThat(TextLines.line(event).lines()).hasSize(1);
        assertThat(JsonLines.line(event).lines()).hasSize(1);
    }

    @Test
    void text_shows_the_trace_below() {
        ILoggingEvent event = event("failed", new IllegalStateException("broken on purpose"));

        assertThat(TextLines.line(event)).contains("(JobRunner)\njava.lang.IllegalStateException: broken on purpose");
    }

    @Test
    void json_is_one_object_with_the_pairs_beside_the_message() {
        ILoggingEvent event = event(
                "run finished",
                new IllegalStateException("broken on purpose"),
                new KeyValuePair("rows", 6),
                new KeyValuePair("symbol", "XAUUSD"));

        JsonNode line = Wire.tree(JsonLines.line(event));

        assertThat(line.path("time").asText()).isEqualTo("2026-03-02T12:00:00.123456Z");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("message").asText()).isEqualTo("run finished");
        assertThat(line.path("rows").isIntegralNumber()).isTrue();
        assertThat(line.path("symbol").asText()).isEqualTo("XAUUSD");
        assertThat(line.path("stack").asText()).contains("broken on purpose");
    }

    private static ILoggingEvent event(String message, Throwable thrown, KeyValuePair... pairs) {
        var logger = new LoggerContext().getLogger("dev.tickwork.jobs.JobRunner");
        var event = new LoggingEvent(LinesTest.class.getName(), logger, Level.INFO, message, thrown, null);
        event.setInstant(AT);
        for (KeyValuePair pair : pairs) {
            event.addKeyValuePair(pair);
        }
        return event;
    }
}
