package dev.tickwork.runtime.nodes;

import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Subscription;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.health.HealthReport;
import dev.tickwork.runtime.metrics.Metrics;
import dev.tickwork.runtime.metrics.PrometheusText;
import dev.tickwork.runtime.nodes.NodeCalls.MetricsText;
import dev.tickwork.runtime.nodes.NodeCalls.Question;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The processes that share this one's bus, itself included: who they are, and how they say they are. A process that has
 * been silent for 15 seconds is not among them.
 */
public final class NodeDirectory {
    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final long NO_TIMER = -1;

    private record Seen(NodeInfo node, Instant at) {}

    private final Bus bus;
    private final NodeInfo self;
    private final Clock clock;
    private final Map<UUID, Seen> others = new ConcurrentHashMap<>();
    private volatile Consumer<NodeInfo> whenGone = gone -> {};
    private List<Subscription> subscriptions = List.of();
    private long timer = NO_TIMER;

    /** @param clock the true time, whatever an operator moved the clock to */
    public NodeDirectory(Bus bus, NodeInfo self, Clock clock) {
        this.bus = bus;
        this.self = self;
        this.clock = clock;
    }

    /** Shows this process to the others and begins to look out for them. Call it outside of any verticle. */
    public Future<Void> start(Vertx vertx, Health health, Metrics metrics) {
        timer = vertx.setPeriodic(BETWEEN_SIGNS.toMillis(), due -> giveSign());
        return Future.all(
                        bus.subscribe(NodeSign.TOPIC, this::heard),
                        bus.answer(NodeCalls.health(self.id()), asked -> Future.succeededFuture(health.report())),
                        bus.answer(
                                NodeCalls.metrics(self.id()),
                                asked -> Future.succeededFuture(new MetricsText(metrics.text()))))
                .map(done -> this.subscriptions = done.list())
                .onSuccess(done -> bus.publish(NodeSign.TOPIC, new NodeSign(self, false)))
                .mapEmpty();
    }

    /** Tells the others that this process leaves. */
    public Future<Void> stop(Vertx vertx) {
        vertx.cancelTimer(timer);
        return Future.join(subscriptions.stream().map(Subscription::end).toList())
                .onComplete(ended -> bus.publish(NodeSign.TOPIC, new NodeSign(self, true)))
                .mapEmpty();
    }

    /**
     * Hears of processes that fell silent without a goodbye. Of all that notice it, one is told: the one with the
     * smallest id.
     */
    void onGone(Consumer<NodeInfo> listener) {
        whenGone = listener;
    }

    /** All that gave a sign lately, by name. */
    public List<NodeInfo> nodes() {
        forgetSilent();
        Map<UUID, NodeInfo> nodes = new TreeMap<>();
        others.forEach((id, seen) -> nodes.put(id, seen.node()));
        nodes.put(self.id(), self);
        return nodes.values().stream()
                .sorted(Comparator.comparing(NodeInfo::name).thenComparing(NodeInfo::id))
                .toList();
    }

    /** How each of them is, in the order of {@link #nodes}; who does not answer is down. Never fails. */
    public Future<List<NodeHealth>> health() {
        return each(node -> bus.ask(NodeCalls.health(node.id()), new Question(self.name()))
                .otherwise(NodeDirectory::silent)
                .map(report -> new NodeHealth(node, report)));
    }

    /** The metrics of all that answer, as one document in Prometheus' text format. Never fails. */
    public Future<String> metrics() {
        return each(node -> bus.ask(NodeCalls.metrics(node.id()), new Question(self.name()))
                        .map(MetricsText::text)
                        .otherwise(""))
                .map(PrometheusText::joined);
    }

    private void giveSign() {
        bus.publish(NodeSign.TOPIC, new NodeSign(self, false));
        forgetSilent();
    }

    private void forgetSilent() {
        Instant oldest = clock.instant().minus(SILENCE);
        others.forEach((id, seen) -> {
            if (seen.at().isBefore(oldest) && others.remove(id, seen) && isFirst()) {
                whenGone.accept(seen.node());
            }
        });
    }

    private boolean isFirst() {
        return others.keySet().stream().allMatch(other -> self.id().compareTo(other) < 0);
    }

    private <T> Future<List<T>> each(Function<NodeInfo, Future<T>> question) {
        return Future.all(nodes().stream().map(question).toList()).map(all -> all.<T>list());
    }

    private static HealthReport silent(Throwable failure) {
        return HealthReport.of(Map.of("answer", HealthCheck.down(String.valueOf(failure.getMessage()))));
    }

    private Future<Void> heard(NodeSign sign) {
        UUID id = sign.node().id();
        if (id.equals(self.id())) {
            return Future.succeededFuture();
        }
        if (sign.leaving()) {
            others.remove(id);
        } else if (others.put(id, new Seen(sign.node(), clock.instant())) == null) {
            // A newcomer need not wait for our next sign.
            bus.publish(NodeSign.TOPIC, new NodeSign(self, false));
        }
        return Future.succeededFuture();
    }
}
