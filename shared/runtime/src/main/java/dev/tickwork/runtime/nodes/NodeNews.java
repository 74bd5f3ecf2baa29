package dev.tickwork.runtime.nodes;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.live.SystemChanged;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.health.HealthCheck.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells the consoles that this process came, leaves, and what changes about its health; and which of the others is gone. */
public final class NodeNews {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final long NO_TIMER = -1;

    private final SystemNews news;
    private final NodeInfo self;
    private final Health health;
    private final Time time;
    private SortedMap<String, HealthCheck> lastChecks = new TreeMap<>();
    private long timer = NO_TIMER;

    public NodeNews(SystemNews news, NodeInfo self, Health health, Time time) {
        this.news = news;
        this.self = self;
        this.health = health;
        this.time = time;
    }

    /** Begins to look. Call it outside of any verticle. */
    public void start(Vertx vertx, NodeDirectory directory) {
        directory.onGone(gone -> say("node", gone.name(), "gone", gone, "gave no sign for a while"));
        lastChecks = health.report().checks();
        timer = vertx.setPeriodic(BETWEEN_LOOKS.toMillis(), due -> look());
    }

    /** Everything runs. */
    public void up() {
        say("node", self.name(), "up", self, null);
    }

    /** It will not for long. */
    public void leaving() {
        say("node", self.name(), "leaving", self, null);
    }

    /** Looks no more. */
    public Future<Void> stop(Vertx vertx) {
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    private void look() {
        SortedMap<String, HealthCheck> checks = health.report().checks();
        Set<String> names = new HashSet<>(checks.keySet());
        names.addAll(lastChecks.keySet());
        names.stream()
                .filter(name -> of(name, checks).state() != of(name, lastChecks).state())
                .sorted()
                .forEach(name -> changed(name, of(name, checks)));
        lastChecks = checks;
    }

    /** A check that is not there complains of nothing. */
    private static HealthCheck of(String name, Map<String, HealthCheck> checks) {
        return checks.getOrDefault(name, new HealthCheck(State.UP, null));
    }

    private void changed(String name, HealthCheck check) {
        say("health", name, check.state().label(), self, check.reason());
    }

    private void say(String kind, String name, String state, NodeInfo node, @Nullable String reason) {
        news.say(new SystemChanged(kind, name, state, node.name(), time.now(), reason, null));
    }
}
