package dev.tickwork.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a test class only where a Chromium is installed. {@code TICKWORK_CHROMIUM} names a certain one;
 * {@code TICKWORK_REQUIRE_BROWSER=1} lets the tests fail rather than be skipped.
 */
public final class Chromium implements ExecutionCondition {
    private static final Logger log = LoggerFactory.getLogger(Chromium.class);
    private static final List<String> USUAL = List.of(
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    /** The executable; an {@link IllegalStateException} says how to get one. */
    static Path executable() {
        return find().orElseThrow(() -> new IllegalStateException(missing()));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (find().isPresent() || "1".equals(System.getenv("TICKWORK_REQUIRE_BROWSER"))) {
            return ConditionEvaluationResult.enabled("a browser is there or must be");
        }
        log.atWarn().log(missing());
        return ConditionEvaluationResult.disabled(missing());
    }

    private static Optional<Path> find() {
        String named = System.getenv("TICKWORK_CHROMIUM");
        return (named == null ? USUAL.stream() : Stream.of(named))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String missing() {
        return "no Chromium is installed for the console's tests: apt-get install chromium-headless-shell, or name one"
                + " in TICKWORK_CHROMIUM";
    }
}
