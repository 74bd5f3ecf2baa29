package dev.tickwork.runtime.deployment;

import dev.tickwork.jobs.JobsStatus;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.live.SystemChanged;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code verticles.list} and {@code verticles.redeploy}; any process can. */
public final class VerticleOperations {
    private static final Logger log = LoggerFactory.getLogger(VerticleOperations.class);

    /** @param name of the verticle */
    record Named(String name) {}

    /**
     * What {@code verticles.redeploy} is asked.
     *
     * @param reason why
     * @param node only on the one of this name; null for all that run it
     */
    record Wish(String reason, @Nullable String node) {}

    /**
     * What it answers.
     *
     * @param nodes in this order
     * @param topic where to hear how it goes
     */
    record Accepted(String verticle, List<String> nodes, String topic) {}

    private final DeploymentDirectory directory;
    private final VerticleCatalog catalog;
    private final Rollout rollout;
    private final RedeployAudit audit;
    private List<Subscription> subscriptions = List.of();

    /** @param jobs how the jobs of all nodes are */
    public VerticleOperations(
            DeploymentDirectory directory, Supplier<Future<JobsStatus>> jobs, Rollout rollout, RedeployAudit audit) {
        this.directory = directory;
        this.catalog = new VerticleCatalog(directory, jobs);
        this.rollout = rollout;
        this.audit = audit;
    }

    /** Answers from now on. Call it outside of any verticle, which would take it along. */
    public Future<Void> start(Bus bus) {
        return Future.all(
                        bus.answer(Operations.call("verticles.list"), asked -> catalog.all()
                                .map(OperationReply::ok)),
                        bus.answer(Operations.call("verticles.redeploy"), this::redeploy))
                .onSuccess(done -> subscriptions = done.list())
                .mapEmpty();
    }

    /** Answers no more. */
    public Future<Void> stop() {
        return Future.join(subscriptions.stream().map(Subscription::end).toList())
                .mapEmpty();
    }

    private Future<OperationReply> redeploy(OperationRequest request) {
        return audit.before(request).compose(before -> before.map(Future::succeededFuture)
                .orElseGet(() -> redeploy(request, order(request))));
    }

    private Future<OperationReply> redeploy(OperationRequest request, RedeployOrder order) {
        return rollout.check(order)
                .compose(right -> catalog.all())
                .compose(before -> audit.begins(request, order, before, accepted(order)))
                .map(reply -> begun(order, reply));
    }

    // Another one with the same key may have come this far at the same moment.
    private OperationReply begun(RedeployOrder order, OperationReply reply) {
        if (!IdempotentReplies.isReplay(reply)) {
            begin(order);
        }
        return reply;
    }

    private RedeployOrder order(OperationRequest request) {
        String verticle = request.parametersAs(Named.class).name();
        Wish wish = request.bodyAs(Wish.class);
        return new RedeployOrder(verticle, chosen(verticle, wish.node()), request.caller(), wish.reason());
    }

    private List<NodeInfo> chosen(String verticle, @Nullable String only) {
        List<NodeInfo> chosen = directory.running(verticle).stream()
                .filter(node -> only == null || node.name().equals(only))
                .toList();
        if (chosen.isEmpty()) {
            throw ApiProblem.notFound(
                    "no node " + (only == null ? "" : "of the name " + only + " ") + "runs " + verticle);
        }
        return chosen;
    }

    private static OperationReply accepted(RedeployOrder order) {
        return OperationReply.accepted(
                new Accepted(order.verticle(), order.nodeNames(), SystemChanged.TOPIC.address()));
    }

    private void begin(RedeployOrder order) {
        rollout.run(order).compose(failure -> audit.ended(order, failure)).onFailure(e -> log.atWarn()
                .addKeyValue("verticle", order.verticle())
                .addKeyValue("error", e.getMessage())
                .log("how a redeploy ended was not written down"));
    }
}
