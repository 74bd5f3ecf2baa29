package dev.tickwork.runtime.deployment;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.ApiProblem.Invalid;
import dev.tickwork.messages.NobodyAnswers;
import dev.tickwork.messages.live.SystemChanged;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.runtime.nodes.SystemNews;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redeploys a verticle on one node after the other. The first node on which it does not come up with its new
 * configuration goes back to the old one, and those after it are not touched.
 */
public final class Rollout {
    private static final Logger log = LoggerFactory.getLogger(Rollout.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final DeploymentDirectory directory;
    private final SystemNews news;
    private final Time time;

    public Rollout(DeploymentDirectory directory, SystemNews news, Time time) {
        this.directory = directory;
        this.news = news;
        this.time = time;
    }

    /** Completes when the configuration is right on every node; else fails with a problem that has every mistake. */
    Future<Void> check(RedeployOrder order) {
        return Future.join(order.nodes().stream()
                        .map(node -> check(order.verticle(), node))
                        .toList())
                .recover(failure -> Future.failedFuture(unanswered(failure)))
                .map(done -> done.<List<Invalid>>list().stream()
                        .flatMap(List::stream)
                        .toList())
                .compose(Rollout::refuse);
    }

    /** Does it. @return why it ended early; empty when the new configuration runs on every node. Never fails */
    Future<Optional<String>> run(RedeployOrder order) {
        say(order, "started", "on " + String.join(", ", order.nodeNames()) + ": " + order.reason());
        return from(order, 0).map(ended -> told(order, ended));
    }

    private Future<List<Invalid>> check(String verticle, NodeInfo node) {
        return directory.check(node, verticle).map(checked -> checked.mistakes().stream()
                .map(mistake -> new Invalid(node.name() + ": " + mistake.field(), mistake.message()))
                .toList());
    }

    private static Throwable unanswered(Throwable failure) {
        return failure instanceof NobodyAnswers
                ? ApiProblem.unavailable("node_silent", "one of the nodes does not answer", AGAIN)
                : failure;
    }

    private static Future<Void> refuse(List<Invalid> mistakes) {
        return mistakes.isEmpty() ? Future.succeededFuture() : Future.failedFuture(ApiProblem.invalid(mistakes));
    }

    private Future<Optional<String>> from(RedeployOrder order, int index) {
        if (index == order.nodes().size()) {
            return Future.succeededFuture(Optional.empty());
        }
        return directory
                .redeploy(order.nodes().get(index), order.verticle())
                .map(done -> Optional.ofNullable(done.reason()))
                .otherwise(failure -> Optional.of(words(failure)))
                .compose(why -> why.isEmpty()
                        ? from(order, index + 1)
                        : Future.succeededFuture(Optional.of(ending(order, index, why.get()))));
    }

    private static String words(Throwable failure) {
        if (failure instanceof NobodyAnswers) {
            return "the node did not say in time how it ended";
        }
        return failure instanceof ApiProblem problem
                ? Stream.concat(
                                Stream.of(problem.detail()),
                                problem.invalid().stream().map(mistake -> mistake.field() + ": " + mistake.message()))
                        .reduce((left, right) -> left + "; " + right)
                        .orElseThrow()
                : String.valueOf(failure.getMessage());
    }

    private static String ending(RedeployOrder order, int index, String why) {
        List<String> names = order.nodeNames();
        String before = index == 0 ? "" : "; new on " + String.join(", ", names.subList(0, index));
        List<String> rest = names.subList(index + 1, names.size());
        return "on " + names.get(index) + ": " + why + before
                + (rest.isEmpty() ? "" : "; not touched on " + String.join(", ", rest));
    }

    private Optional<String> told(RedeployOrder order, Optional<String> ended) {
        log.atInfo()
                .addKeyValue("verticle", order.verticle())
                .addKeyValue("subject", order.by().subject())
                .log("redeploy ended: {}", ended.orElse("done"));
        say(order, ended.isEmpty() ? "done" : "failed", ended.orElse(null));
        return ended;
    }

    private void say(RedeployOrder order, String state, @Nullable String reason) {
        @Nullable String node = order.nodes().size() == 1 ? order.nodes().get(0).name() : null;
        news.say(new SystemChanged(
                "redeploy",
                order.verticle(),
                state,
                node,
                time.now(),
                reason,
                order.by().subject()));
    }
}
