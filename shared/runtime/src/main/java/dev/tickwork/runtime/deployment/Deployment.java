package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.ApiProblem;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One verticle of this process: what runs, and how another takes its place. */
final class Deployment {
    private static final Logger log = LoggerFactory.getLogger(Deployment.class);

    private final Recipe recipe;
    private final Stage stage;
    private final Slot slot;
    private volatile Supplier<? extends Deployable> current;
    private volatile DeploymentStatus status;
    private Future<?> underWay = Future.succeededFuture();
    private boolean isEnding;

    Deployment(Recipe recipe, Stage stage) {
        this.recipe = recipe;
        this.stage = stage;
        this.slot = new Slot(recipe.verticle(), stage);
        this.current = recipe.first();
        var now = stage.time().now();
        this.status = new DeploymentStatus(recipe.verticle(), DeploymentState.DEPLOYING, now, now, null);
    }

    String verticle() {
        return recipe.verticle();
    }

    DeploymentStatus status() {
        return status;
    }

    /** Deploys it for the first time; fails with {@link dev.tickwork.runtime.lifecycle.CannotStart}. */
    Future<Void> start() {
        return inTurn(() -> putOn(current)).onSuccess(on -> become(DeploymentState.DEPLOYED, null));
    }

    /** What is wrong with its configuration as that is now; empty when nothing is. Touches nothing. */
    Future<List<ApiProblem.Invalid>> check() {
        return isBusy()
                ? Future.failedFuture(busy())
                : read().<List<ApiProblem.Invalid>>map(List.of()).recover(this::mistakes);
    }

    /**
     * Lets it end what is under way, takes it off and puts one with the configuration as it is now in its place. Where
     * that does not come up, the one of before comes back; what the configuration says for the whole process stays.
     *
     * @return how it ended; fails, with nothing touched, when the configuration is refused or another redeploy is under
     *     way
     */
    Future<Redeployed> redeploy() {
        Instant readAt = stage.time().now();
        return inTurn(() -> read().compose(renewal -> renew(renewal, readAt)));
    }

    /** Takes it off for good, after whatever is under way. */
    synchronized Future<Void> end() {
        isEnding = true;
        return underWay.transform(done -> slot.takeOff()).mapEmpty();
    }

    private Future<List<ApiProblem.Invalid>> mistakes(Throwable failure) {
        return Mistakes.in(verticle(), failure)
                .map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(failure));
    }

    private synchronized <T> Future<T> inTurn(Supplier<Future<T>> step) {
        if (isBusy()) {
            return Future.failedFuture(busy());
        }
        Future<T> taken = step.get();
        underWay = taken;
        return taken;
    }

    private synchronized boolean isBusy() {
        return isEnding || !underWay.isComplete();
    }

    private ApiProblem busy() {
        return ApiProblem.of(
                409,
                "redeploy_under_way",
                verticle() + " is being deployed or ended on " + stage.node().name() + "; wait until that is over");
    }

    private Future<Renewal> read() {
        return stage.vertx().executeBlocking(() -> tried(recipe.read().get()));
    }

    /** A verticle is made without effect, and may refuse what only it can judge. */
    private static Renewal tried(Renewal renewal) {
        Objects.requireNonNull(renewal.make().get());
        return renewal;
    }

    private Future<Redeployed> renew(Renewal renewal, Instant readAt) {
        renewal.takeOver().run();
        return replaceBy(renewal.make(), readAt);
    }

    private Future<Redeployed> replaceBy(Supplier<? extends Deployable> next, Instant readAt) {
        become(DeploymentState.DRAINING, null);
        return slot.takeOff().compose(trouble -> putOn(next)
                .map(on -> stays(next, readAt, trouble.map(this::redacted)))
                .recover(failure -> goBack(failure, trouble)));
    }

    private Redeployed stays(Supplier<? extends Deployable> next, Instant readAt, Optional<String> trouble) {
        current = next;
        status = status.configured(readAt);
        become(DeploymentState.DEPLOYED, trouble.orElse(null));
        return Redeployed.done();
    }

    private Future<Redeployed> goBack(Throwable failure, Optional<String> trouble) {
        String why = words(failure) + trouble.map(said -> "; " + redacted(said)).orElse("");
        return putOn(current).map(back -> wentBack(why)).recover(worse -> isGone(why, worse));
    }

    private Redeployed wentBack(String why) {
        become(DeploymentState.DEPLOYED, "runs with the configuration of before: " + why);
        return new Redeployed(Redeployed.Result.WENT_BACK, why);
    }

    private Future<Redeployed> isGone(String why, Throwable worse) {
        String both = why + "; and with the configuration of before: " + words(worse);
        become(DeploymentState.FAILED, both);
        return Future.succeededFuture(new Redeployed(Redeployed.Result.FAILED, both));
    }

    private String words(Throwable failure) {
        return redacted(String.valueOf(failure.getMessage()));
    }

    private String redacted(String text) {
        return stage.redaction().apply(text);
    }

    private Future<Void> putOn(Supplier<? extends Deployable> make) {
        become(DeploymentState.DEPLOYING, null);
        return slot.putOn(make);
    }

    private void become(DeploymentState state, @Nullable String reason) {
        status = status.become(state, stage.time().now(), reason);
        note(state, reason);
        stage.changed().accept(status);
    }

    private void note(DeploymentState state, @Nullable String reason) {
        if (reason != null) {
            log.atError()
                    .addKeyValue("verticle", verticle())
                    .addKeyValue("error", reason)
                    .log("verticle {}", state.label());
            return;
        }
        Level level = state == DeploymentState.DEPLOYED ? Level.INFO : Level.DEBUG;
        log.atLevel(level).addKeyValue("verticle", verticle()).log("verticle {}", state.label());
    }
}
