package dev.tickwork.runtime;

import dev.tickwork.runtime.config.Settings;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.lifecycle.Closing;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts verticles onto a platform, one after the other, and takes them off in the reverse order. */
final class Deployments {
    private static final Logger log = LoggerFactory.getLogger(Deployments.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;
    private final Settings settings;
    private final Closing closing;

    Deployments(Platform platform, Settings settings, Closing closing) {
        this.platform = platform;
        this.settings = settings;
        this.closing = closing;
    }

    void deploy(List<VerticleDefinition<?>> verticles) {
        verticles.forEach(this::deploy);
    }

    private <C extends Record> void deploy(VerticleDefinition<C> verticle) {
        C config = settings.get(verticle.name(), verticle.configType());
        Future<String> deployed = platform.vertx()
                .deployVerticle(() -> verticle.create().apply(config, platform), new DeploymentOptions())
                .recover(failure -> Future.failedFuture(explained(verticle.name(), failure)));
        String deployment = Waiting.upTo(PATIENCE, "verticle " + verticle.name(), deployed);
        closing.add("verticle " + verticle.name(), () -> platform.vertx().undeploy(deployment));
        log.atInfo().addKeyValue("verticle", verticle.name()).log("verticle deployed");
    }

    /** What the verticle says itself where it says it; else its failure under its name. */
    private static CannotStart explained(String verticle, Throwable failure) {
        return causes(failure)
                .filter(CannotStart.class::isInstance)
                .map(CannotStart.class::cast)
                .findFirst()
                .orElseGet(() -> CannotStart.because(reason(verticle, failure), failure));
    }

    private static String reason(String verticle, Throwable failure) {
        boolean taken = causes(failure).anyMatch(BindException.class::isInstance);
        return "the verticle " + verticle + " did not start: " + failure.getMessage()
                + (taken ? "; stop the process that has the port, or configure another one" : "");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
