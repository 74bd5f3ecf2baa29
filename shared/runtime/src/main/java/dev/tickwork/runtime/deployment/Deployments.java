package dev.tickwork.runtime.deployment;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Subscription;
import dev.tickwork.runtime.deployment.DeploymentCalls.Checked;
import dev.tickwork.runtime.deployment.DeploymentCalls.OnNode;
import dev.tickwork.runtime.deployment.DeploymentCalls.VerticleQuestion;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** The verticles of this process, for whoever puts them on it and for the other processes that ask. */
public final class Deployments {
    private final Stage stage;
    private final Supplier<Future<List<JobDefinition>>> jobs;
    private final List<Deployment> deployments = new CopyOnWriteArrayList<>();
    private List<Subscription> subscriptions = List.of();

    /** @param jobs those that run on this process at present */
    public Deployments(Stage stage, Supplier<Future<List<JobDefinition>>> jobs) {
        this.stage = stage;
        this.jobs = jobs;
    }

    /** Answers the other processes from now on. Call it outside of any verticle, which would take it along. */
    public Future<Void> start() {
        UUID node = stage.node().id();
        return Future.all(
                        stage.bus().answer(DeploymentCalls.all(node), asked -> all()),
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
        return deployment.start().onFailure(failure -> deployments.remove(deployment));
    }

    /** Takes a verticle off for good; completes when it has stopped. */
    public Future<Void> undeploy(String verticle) {
        return find(verticle).map(this::end).orElseGet(Future::succeededFuture);
    }

    private Future<Void> end(Deployment deployment) {
        return deployment.end().onSuccess(ended -> deployments.remove(deployment));
    }

    private Future<OnNode> all() {
        List<DeploymentStatus> statuses =
                deployments.stream().map(Deployment::status).toList();
        return jobs.get().map(running -> new OnNode(statuses, byVerticle(running)));
    }

    private static Map<String, List<String>> byVerticle(List<JobDefinition> jobs) {
        return jobs.stream()
                .collect(groupingBy(JobDefinition::verticle, TreeMap::new, mapping(JobDefinition::name, toList())));
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
