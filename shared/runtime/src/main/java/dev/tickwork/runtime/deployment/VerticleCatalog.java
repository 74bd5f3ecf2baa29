package dev.tickwork.runtime.deployment;

import dev.tickwork.runtime.deployment.DeploymentDirectory.Told;
import dev.tickwork.runtime.deployment.VerticleList.OnNode;
import dev.tickwork.runtime.deployment.VerticleList.Verticle;
import dev.tickwork.runtime.nodes.NodeInfo;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is deployed where, of what every node says. */
final class VerticleCatalog {
    private final DeploymentDirectory directory;
    private final Supplier<Future<Map<String, List<String>>>> jobs;

    /** @param jobs the names of all jobs, by the verticle that brings them */
    VerticleCatalog(DeploymentDirectory directory, Supplier<Future<Map<String, List<String>>>> jobs) {
        this.directory = directory;
        this.jobs = jobs;
    }

    Future<VerticleList> all() {
        return jobs.get().compose(known -> directory.all().map(told -> list(told, known)));
    }

    private static VerticleList list(List<Told> told, Map<String, List<String>> jobs) {
        return new VerticleList(told.stream()
                .flatMap(one -> one.node().verticles().stream())
                .distinct()
                .sorted()
                .map(name -> new Verticle(name, jobs.getOrDefault(name, List.of()), deployments(name, told)))
                .toList());
    }

    private static List<OnNode> deployments(String verticle, List<Told> told) {
        return told.stream().flatMap(one -> on(one, verticle)).toList();
    }

    private static Stream<OnNode> on(Told told, String verticle) {
        NodeInfo node = told.node();
        return told.answer()
                .map(answer -> answer.deployments().stream()
                        .filter(status -> status.verticle().equals(verticle))
                        .map(status -> of(node, status)))
                .orElseGet(() -> node.verticles().contains(verticle) ? Stream.of(silent(node)) : Stream.empty());
    }

    private static OnNode of(NodeInfo node, DeploymentStatus status) {
        @Nullable String reason = status.reason();
        return new OnNode(node.name(), status.state(), status.since(), status.configuredAt(), reason);
    }

    private static OnNode silent(NodeInfo node) {
        return new OnNode(
                node.name(), DeploymentState.FAILED, node.startedAt(), node.startedAt(), "the node does not answer");
    }
}
