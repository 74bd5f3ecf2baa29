package dev.tickwork.runtime;

import dev.tickwork.messages.live.SystemChanged;
import dev.tickwork.runtime.config.Settings;
import dev.tickwork.runtime.deployment.DeploymentDirectory;
import dev.tickwork.runtime.deployment.DeploymentState;
import dev.tickwork.runtime.deployment.DeploymentStatus;
import dev.tickwork.runtime.deployment.Deployments;
import dev.tickwork.runtime.deployment.Recipe;
import dev.tickwork.runtime.deployment.RedeployAudit;
import dev.tickwork.runtime.deployment.Renewal;
import dev.tickwork.runtime.deployment.Rollout;
import dev.tickwork.runtime.deployment.Stage;
import dev.tickwork.runtime.deployment.StartTrouble;
import dev.tickwork.runtime.deployment.VerticleOperations;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.nodes.SystemNews;
import dev.tickwork.runtime.outside.OutsideConfig;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the verticles onto a platform, one after the other, and lets operators redeploy them. */
final class VerticlesStart {
    private static final Logger log = LoggerFactory.getLogger(VerticlesStart.class);
    private static final Duration PATIENCE = Duration.ofSeconds(65);

    private final Site site;
    private final Platform platform;
    private final SystemNews news;

    VerticlesStart(Site site, Platform platform, SystemNews news) {
        this.site = site;
        this.platform = platform;
        this.news = news;
    }

    void run() {
        var deployments = new Deployments(stage(), platform.jobs()::jobs);
        site.closing().add("deployments", deployments::stop);
        site.await("the event bus", deployments.start());
        VerticleOperations operations = operations();
        site.closing().add("verticle operations", operations::stop);
        site.await("the event bus", operations.start(platform.bus()));
        site.plan().verticles().forEach(verticle -> deploy(deployments, verticle));
    }

    private Stage stage() {
        return new Stage(
                platform.vertx(),
                platform.bus(),
                platform.time(),
                platform.node(),
                site.config().stopTime(),
                site.plan().live()::redact,
                this::changed);
    }

    private VerticleOperations operations() {
        var directory = new DeploymentDirectory(platform.bus(), platform.node(), platform.nodes());
        var rollout = new Rollout(directory, news, platform.time());
        var audit = new RedeployAudit(platform.database(), platform.time(), platform.replies());
        return new VerticleOperations(directory, platform.jobs()::status, rollout, audit);
    }

    private void deploy(Deployments deployments, VerticleDefinition<?> verticle) {
        try {
            Waiting.upTo(PATIENCE, "verticle " + verticle.name(), deployments.deploy(recipe(verticle)));
            site.closing().add("verticle " + verticle.name(), () -> deployments.undeploy(verticle.name()));
        } catch (CannotStart e) {
            if (!isElsewhere(verticle, e)) {
                throw e;
            }
            log.atInfo().addKeyValue("verticle", verticle.name()).log("another process has it already");
        }
    }

    private boolean isElsewhere(VerticleDefinition<?> verticle, CannotStart failure) {
        return site.plan().purpose().canLeaveToOthers(verticle) && StartTrouble.isTakenPort(failure);
    }

    private <C extends Record> Recipe recipe(VerticleDefinition<C> verticle) {
        C first = site.plan().settings().get(verticle.name(), verticle.configType());
        return new Recipe(verticle.name(), () -> verticle.create().apply(first, platform), () -> renewal(verticle));
    }

    private <C extends Record> Renewal renewal(VerticleDefinition<C> verticle) {
        Settings read = site.plan().live().read(verticle);
        C now = read.get(verticle.name(), verticle.configType());
        // The kill switch is the process' own, and must not wait for its restart.
        boolean allowed = read.get(NodePlan.OUTSIDE, OutsideConfig.class).allowInternetSync();
        return new Renewal(() -> verticle.create().apply(now, platform), () -> platform.upstream()
                .allowInternet(allowed));
    }

    private void changed(DeploymentStatus status) {
        String check = "verticle " + status.verticle();
        if (status.state() == DeploymentState.FAILED) {
            platform.health().register(check, () -> HealthCheck.degraded("it does not run: " + status.reason()));
        } else {
            platform.health().remove(check);
        }
        news.say(new SystemChanged(
                "verticle",
                status.verticle(),
                status.state().label(),
                platform.node().name(),
                status.since(),
                status.reason(),
                null));
    }
}
