package dev.tickwork.runtime.deployment;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.net.BindException;
import java.util.Objects;
import java.util.stream.Stream;

/** Why a verticle did not start, in words for people. */
public final class StartTrouble {
    private StartTrouble() {}

    /** What the verticle says itself where it says it; else its failure under its name. */
    static CannotStart explained(String verticle, Throwable failure) {
        return causes(failure)
                .filter(CannotStart.class::isInstance)
                .map(CannotStart.class::cast)
                .findFirst()
                .orElseGet(() -> CannotStart.because(reason(verticle, failure), failure));
    }

    /** Whether it wanted a port that somebody else has. */
    public static boolean isTakenPort(Throwable failure) {
        return causes(failure).anyMatch(BindException.class::isInstance);
    }

    private static String reason(String verticle, Throwable failure) {
        return "the verticle " + verticle + " did not start: " + failure.getMessage()
                + (isTakenPort(failure) ? "; stop the process that has the port, or configure another one" : "");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
