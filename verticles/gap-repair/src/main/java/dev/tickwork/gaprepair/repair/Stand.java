package dev.tickwork.gaprepair.repair;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a run is with its gaps: those that it has not settled, and the runs that ask for them. */
public final class Stand {
    private final List<TakenGap> gaps;
    private final List<Child> children;

    Stand(List<TakenGap> gaps, List<Child> children) {
        this.gaps = List.copyOf(gaps);
        this.children = List.copyOf(children);
    }

    /** Nothing was taken yet, or everything is settled and nothing was ever asked. */
    public boolean isFresh() {
        return gaps.isEmpty() && children.isEmpty();
    }

    /** Gaps were taken and nobody has asked for them yet. */
    public boolean isUnasked() {
        return children.isEmpty() && !gaps.isEmpty();
    }

    public List<TakenGap> gaps() {
        return gaps;
    }

    /** How many of the runs that ask are over. */
    public long over() {
        return children.stream().filter(Child::isOver).count();
    }

    public long asked() {
        return children.size();
    }

    /** Since when the oldest of them waits. */
    public Optional<Instant> since() {
        return children.stream().map(Child::enqueuedAt).min(Instant::compareTo);
    }

    /** The gaps for which everything was asked. */
    List<Finished> finished() {
        return gaps.stream()
                .map(this::finished)
                .flatMap(Optional::stream)
                .filter(one -> one.children().stream().allMatch(Child::isOver))
                .toList();
    }

    // A gap that was widened since it was taken has no request of its own; the next run asks for it.
    private Optional<Finished> finished(TakenGap gap) {
        List<Child> about =
                children.stream().filter(child -> gap.isAskedBy(child.asked())).toList();
        return about.isEmpty() ? Optional.empty() : Optional.of(new Finished(gap, about));
    }
}
