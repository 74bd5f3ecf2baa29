package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Subscription;
import dev.tickwork.runtime.deployment.DeploymentCalls.Checked;
import dev.tickwork.runtime.deployment.DeploymentCalls.OnNode;
import dev.tickwork.runtime.deployment.DeploymentCalls.VerticleQuestion;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The verticles of this process, for whoever puts them on it and for the other processes that ask. */
public final class Deployments {
    private final Stage stage;
    private final List<Deployment> deployments = new CopyOnWriteArrayList<>();
    private List<Subscription> subscriptions = List.of();

    public Deployments(Stage stage) {
        this.stage = stage;
    }

    /** Answers the other processes from now on. Call it outside of any verticle, which would take it along. */
    public Future<Void> start() {
        UUID node = stage.node().id();
        return Future.all(
                        stage.bus().answer(DeploymentCalls.all(node), asked -> Future.succeededFuture(all())),
                        stage.bus().answer(DeploymentCalls.check(node), this::check),
                        stage.bus()
                                .answer(DeploymentCalls.redeploy(node), question -> on(question, Deployment::redeploy)))
                .onSuccess(done -> subscriptions = done.list())
                .mapEmpty();
    }

    /** Answers no more. */
    public Future<Void> stop() {
        return Future.join(subscriptions.stream().map(Subscription::end).toList())
                .mapEmpty();
    }

    /** Puts a verticle on this process; fails with {@link dev.tickwork.runtime.lifecycle.CannotStart}. */
    public Future<Void> deploy(Recipe recipe) {
        var deployment = new Deployment(recipe, stage);
        deployments.add(deployment);
        return deployment.start();
    }

    /** Takes a verticle off for good; completes when it has stopped. */
    public Future<Void> undeploy(String verticle) {
        return find(verticle).map(this::end).orElseGet(Future::succeededFuture);
    }

    private Future<Void> end(Deployment deployment) {
        return deployment.end().onSuccess(ended -> deployments.remove(deployment));
    }

    private OnNode all() {
        return new OnNode(deployments.stream().map(Deployment::status).toList());
    }

    private Future<Checked> check(VerticleQuestion question) {
        return on(question, deployment -> deployment.check().map(Checked::new));
    }

    private <T> Future<T> on(VerticleQuestion question, Function<Deployment, Future<T>> action) {
        return find(question.verticle())
                .map(action)
                .orElseGet(() -> Future.failedFuture(ApiProblem.notFound(question.verticle() + " is not a verticle of "
                        + stage.node().name())));
    }

    /** The last of that name. */
    private Optional<Deployment> find(String verticle) {
        return deployments.stream()
                .filter(deployment -> deployment.verticle().equals(verticle))
                .reduce((earlier, later) -> later);
    }
}
