package dev.tickwork.runtime.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up what the process writes to its standard output. */
public final class Logging {
    /** They tell of every step; only what goes wrong there concerns us. */
    private static final List<String> TALKATIVE = List.of("com.hazelcast", "io.netty", "io.vertx", "org.flywaydb");

    /**
     * They warn of what we want: a figure of Vert.x that is registered twice, a cluster without the strong consistency
     * that nobody here asks of it.
     */
    private static final List<String> OVERCAUTIOUS = List.of("io.micrometer", "com.hazelcast.cp.CPSubsystem");

    /** While a process starts, loading its classes holds the event loop; afterwards whoever holds it is at fault. */
    private static final String BLOCKED_LOOPS = "io.vertx.core.impl.BlockedThreadChecker";

    private Logging() {}

    /**
     * Replaces whatever was set up before.
     *
     * @param redaction takes secrets out of each finished line
     */
    public static void configure(LogConfig config, UnaryOperator<String> redaction) {
        LoggerContext logback = logback();
        logback.reset();
        Level level = Level.valueOf(config.level().name());
        var root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(console(logback, new RedactedLines(layout(config.format()), redaction)));
        Level atLeastWarn = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        TALKATIVE.forEach(name -> logback.getLogger(name).setLevel(atLeastWarn));
        OVERCAUTIOUS.forEach(name -> logback.getLogger(name).setLevel(Level.ERROR));
        logback.getLogger(BLOCKED_LOOPS).setLevel(Level.ERROR);
    }

    /** The process is up: from now on a held event loop is told of. */
    public static void started() {
        logback().getLogger(BLOCKED_LOOPS).setLevel(Level.WARN);
    }

    private static LoggerContext logback() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            return logback;
        }
        throw new IllegalStateException("another logger than Logback is on the class path");
    }

    private static Lines layout(LogFormat format) {
        return format == LogFormat.JSON ? JsonLines::line : TextLines::line;
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext logback, RedactedLines lines) {
        lines.setContext(logback);
        lines.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(logback);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(lines);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(logback);
        console.setName("console");
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    /** One event as text, with a line end. */
    @FunctionalInterface
    private interface Lines {
        String line(ILoggingEvent event);
    }

    private static final class RedactedLines extends LayoutBase<ILoggingEvent> {
        private final Lines lines;
        private final UnaryOperator<String> redaction;

        RedactedLines(Lines lines, UnaryOperator<String> redaction) {
            this.lines = lines;
            this.redaction = redaction;
        }

        @Override
        public String doLayout(ILoggingEvent event) {
            return redaction.apply(lines.line(event));
        }
    }
}
