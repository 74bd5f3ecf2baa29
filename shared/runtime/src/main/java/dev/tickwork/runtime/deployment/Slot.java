package dev.tickwork.runtime.deployment;

import dev.tickwork.runtime.deployment.DeploymentCalls.Question;
import dev.tickwork.runtime.lifecycle.CannotStart;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of one verticle on this process' Vert.x; holds one or none. */
final class Slot {
    private static final Logger log = LoggerFactory.getLogger(Slot.class);
    private static final Optional<String> NOTHING_WRONG = Optional.empty();
    /** A verticle that is not off by then blocks its thread, or its own limit would have told. */
    private static final Duration BEYOND_ITS_TIME = Duration.ofSeconds(1);

    private final String verticle;
    private final Stage stage;
    private volatile @Nullable String deployed;
    private volatile Future<Optional<String>> leaving = Future.succeededFuture(NOTHING_WRONG);

    Slot(String verticle, Stage stage) {
        this.verticle = verticle;
        this.stage = stage;
    }

    /** Deploys one and waits until it answers on the bus; fails with {@link CannotStart}, and is empty then. */
    Future<Void> putOn(Supplier<? extends Deployable> make) {
        return Future.succeededFuture(make)
                .compose(this::deploy)
                .compose(this::answering)
                .recover(failure -> Future.failedFuture(StartTrouble.explained(verticle, failure)));
    }

    /**
     * Lets it stop. However badly it does, it is off afterwards, unless its thread is blocked: then it keeps its place.
     *
     * @return what went wrong, in words for people; empty when nothing did, or it is not off. Never fails
     */
    Future<Optional<String>> takeOff() {
        String id = deployed;
        if (id != null) {
            deployed = null;
            leaving = stage.vertx().undeploy(id).map(off -> NOTHING_WRONG).otherwise(this::didNotStop);
        }
        Duration atMost = stage.stopTime().plus(BEYOND_ITS_TIME);
        return leaving.timeout(atMost.toMillis(), TimeUnit.MILLISECONDS).otherwise(NOTHING_WRONG);
    }

    private Future<String> deploy(Supplier<? extends Deployable> make) {
        if (!leaving.isComplete()) {
            return Future.failedFuture(CannotStart.because(
                    "what ran before blocks its thread and is still there; restart this process", null));
        }
        return stage.vertx().deployVerticle(() -> new Pinged(verticle, make.get(), stage), new DeploymentOptions());
    }

    private Future<Void> answering(String id) {
        deployed = id;
        return stage.bus()
                .ask(DeploymentCalls.ping(stage.node().id(), verticle), new Question(verticle))
                .<Void>mapEmpty()
                .recover(silent -> takeOff().transform(off -> Future.failedFuture(mute(silent))));
    }

    private CannotStart mute(Throwable silent) {
        return CannotStart.because("the verticle " + verticle + " started but does not answer", silent);
    }

    private Optional<String> didNotStop(Throwable failure) {
        log.atWarn().addKeyValue("verticle", verticle).setCause(failure).log("verticle did not stop cleanly");
        return Optional.of("what ran before did not stop as it should: " + failure.getMessage()
                + "; only a restart of this process ends what may be left of it");
    }
}
