package dev.tickwork.runtime.deployment;

import dev.tickwork.runtime.deployment.DeploymentCalls.Question;
import dev.tickwork.runtime.lifecycle.CannotStart;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of one verticle on this process' Vert.x; holds one or none. */
final class Slot {
    private static final Logger log = LoggerFactory.getLogger(Slot.class);

    private final String verticle;
    private final Stage stage;
    private volatile @Nullable String deployed;

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

    /** Lets it stop. However badly it does, it is off afterwards. */
    Future<Void> takeOff() {
        String id = deployed;
        deployed = null;
        return id == null
                ? Future.succeededFuture()
                : stage.vertx().undeploy(id).recover(this::didNotStop);
    }

    private Future<String> deploy(Supplier<? extends Deployable> make) {
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

    private Future<Void> didNotStop(Throwable failure) {
        log.atWarn().addKeyValue("verticle", verticle).setCause(failure).log("verticle did not stop cleanly");
        return Future.succeededFuture();
    }
}
