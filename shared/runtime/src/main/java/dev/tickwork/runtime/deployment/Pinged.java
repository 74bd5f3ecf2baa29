package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.Subscription;
import dev.tickwork.runtime.deployment.DeploymentCalls.Pong;
import dev.tickwork.runtime.deployment.DeploymentCalls.Question;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A verticle that can be asked on the bus whether it is there, and answers on its own thread. One that does not come up
 * is taken down again: the jobs that it has started already would run on. One that does not stop in time counts as
 * stopped, so that Vert.x ends its consumers and timers.
 */
final class Pinged implements Deployable {
    private static final Logger log = LoggerFactory.getLogger(Pinged.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Deployable verticle;
    private final Stage stage;
    private Subscription ping = Future::succeededFuture;

    Pinged(String name, Deployable verticle, Stage stage) {
        this.name = name;
        this.verticle = verticle;
        this.stage = stage;
    }

    @Override
    public Future<?> deploy(Context context) {
        return Future.succeededFuture(context)
                .compose(this::start)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .compose(started -> answerPings())
                .recover(failure -> takenDown(context, failure));
    }

    @Override
    public Future<?> undeploy(Context context) {
        return inTime(ping.end().transform(ended -> stop(context)));
    }

    private Future<Void> answerPings() {
        return stage.bus()
                .answer(
                        DeploymentCalls.ping(stage.node().id(), name),
                        (Question asked) -> Future.succeededFuture(new Pong(name)))
                .onSuccess(answering -> ping = answering)
                .mapEmpty();
    }

    private Future<Void> takenDown(Context context, Throwable failure) {
        return inTime(stop(context))
                .onFailure(e -> log.atDebug()
                        .addKeyValue("verticle", name)
                        .addKeyValue("error", e.getMessage())
                        .log("a verticle that did not start did not stop either"))
                .transform(stopped -> Future.failedFuture(failure));
    }

    private Future<Void> start(Context context) {
        try {
            return verticle.deploy(context).mapEmpty();
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Void> inTime(Future<Void> stopping) {
        return stopping.timeout(stage.stopTime().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(explained(failure)));
    }

    private Throwable explained(Throwable failure) {
        return failure instanceof TimeoutException
                ? new IllegalStateException(
                        "it had not stopped after " + stage.stopTime().toSeconds() + " s", failure)
                : failure;
    }

    private Future<Void> stop(Context context) {
        try {
            return verticle.undeploy(context).mapEmpty();
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
