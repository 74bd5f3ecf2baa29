package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.answers.RuleOperations.Wish;
import dev.tickwork.candleingest.quality.RuleSetting;
import dev.tickwork.candleingest.quality.RuleSettingStore;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.By;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.Optional;

/** Changes what candles are doubted for, and notes who did. */
final class RuleChanges {
    private final RuleSettingStore store;
    private final Time time;
    private final AuditStore audit = new AuditStore();

    RuleChanges(RuleSettingStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /**
     * Somebody changes something.
     *
     * @param action as the audit calls it
     */
    record Change(String action, RulePlace place, By by) {}

    /** Says it anew. Safe to repeat. @return what is said now */
    Future<RuleSetting> set(Tx tx, Wish wish, Change change) {
        return said(tx, change.place()).compose(before -> setAfter(tx, wish, change, before));
    }

    private Future<RuleSetting> setAfter(Tx tx, Wish wish, Change change, Optional<RuleSetting> before) {
        RulePlace place = change.place();
        return store.set(tx, place.rule(), place.seriesId(), wish.on(), wish.threshold())
                .compose(set -> said(tx, place))
                .map(Optional::orElseThrow)
                .compose(
                        after -> audited(tx, change, before, Optional.of(after)).map(after));
    }

    /** Lets what holds for all series hold for one again. Fails with {@link ApiProblem} when nothing else was said of it. */
    Future<Integer> remove(Tx tx, Change change) {
        RulePlace place = change.place();
        return said(tx, place)
                .map(before -> before.orElseThrow(() -> ApiProblem.notFound("nothing is said of " + place)))
                .compose(before -> removeAfter(tx, change, before));
    }

    private Future<Integer> removeAfter(Tx tx, Change change, RuleSetting before) {
        RulePlace place = change.place();
        return store.remove(tx, place.rule(), Objects.requireNonNull(place.seriesId()))
                .compose(removed -> audited(tx, change, Optional.of(before), Optional.empty()));
    }

    private Future<Optional<RuleSetting>> said(Tx tx, RulePlace place) {
        return store.all(tx).map(all -> all.stream().filter(place::isOf).findFirst());
    }

    private Future<Integer> audited(Tx tx, Change change, Optional<RuleSetting> before, Optional<RuleSetting> after) {
        var entry = new AuditStore.Entry(
                change.action(),
                change.place().toString(),
                before.map(Wire::encode).orElse(null),
                after.map(Wire::encode).orElse(null));
        return audit.add(tx, time.now(), change.by(), entry);
    }
}
