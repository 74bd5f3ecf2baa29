package dev.tickwork.runtime.deployment;

import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.JobsStatus;
import dev.tickwork.runtime.deployment.DeploymentDirectory.Told;
import dev.tickwork.runtime.deployment.VerticleList.OnNode;
import dev.tickwork.runtime.deployment.VerticleList.Verticle;
import dev.tickwork.runtime.nodes.NodeInfo;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is deployed where, of what every node says. */
final class VerticleCatalog {
    private final DeploymentDirectory directory;
    private final Supplier<Future<JobsStatus>> jobs;

    /** @param jobs how the jobs of all nodes are */
    VerticleCatalog(DeploymentDirectory directory, Supplier<Future<JobsStatus>> jobs) {
        this.directory = directory;
        this.jobs = jobs;
    }

    Future<VerticleList> all() {
        return jobs.get().compose(status -> directory.all().map(told -> list(told, status)));
    }

    private static VerticleList list(List<Told> told, JobsStatus status) {
        return new VerticleList(told.stream()
                .flatMap(one -> one.node().verticles().stream())
                .distinct()
                .sorted()
                .map(name -> verticle(name, told, status))
                .toList());
    }

    private static Verticle verticle(String name, List<Told> told, JobsStatus status) {
        List<String> jobs = told.stream()
                .flatMap(one -> one.answer().stream())
                .flatMap(answer -> answer.jobs().getOrDefault(name, List.of()).stream())
                .distinct()
                .sorted()
                .toList();
        @Nullable String degraded = degraded(jobs, status);
        return new Verticle(
                name,
                jobs,
                told.stream().flatMap(one -> on(one, name, degraded)).toList());
    }

    /** Why some of the jobs work only in part; null when all work. */
    private static @Nullable String degraded(List<String> jobs, JobsStatus status) {
        String reasons = status.jobs().stream()
                .filter(job -> jobs.contains(job.job()))
                .map(JobStatus::degraded)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? null : reasons;
    }

    private static Stream<OnNode> on(Told told, String verticle, @Nullable String degraded) {
        NodeInfo node = told.node();
        return told.answer()
                .map(answer -> answer.deployments().stream()
                        .filter(status -> status.verticle().equals(verticle))
                        .map(status -> of(node, status, degraded)))
                .orElseGet(() -> node.verticles().contains(verticle) ? Stream.of(silent(node)) : Stream.empty());
    }

    private static OnNode of(NodeInfo node, DeploymentStatus status, @Nullable String degraded) {
        @Nullable String reason = status.reason() == null ? degraded : status.reason();
        return new OnNode(node.name(), status.state(), status.since(), status.configuredAt(), reason);
    }

    private static OnNode silent(NodeInfo node) {
        return new OnNode(
                node.name(), DeploymentState.FAILED, node.startedAt(), node.startedAt(), "the node does not answer");
    }
}
