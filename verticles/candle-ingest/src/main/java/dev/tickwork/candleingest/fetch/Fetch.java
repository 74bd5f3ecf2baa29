package dev.tickwork.candleingest.fetch;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fetch that is under way.
 *
 * @param run that does it
 * @param asked what it shall bring
 * @param range the same, of a series that is known
 * @param requests how many it takes
 * @param questions those that are left, in order
 * @param told so far; null before the first answer
 */
record Fetch(
        RunContext run,
        FetchCandles asked,
        Range range,
        int requests,
        List<Span> questions,
        @Nullable Told told) {
    /** Nobody was asked yet. */
    static Fetch of(RunContext run, FetchCandles asked, Range range, int mostPerCall) {
        List<Span> questions = range.questions(mostPerCall);
        return new Fetch(run, asked, range, questions.size(), questions, null);
    }

    boolean takesSeveral() {
        return requests > 1;
    }

    boolean isOver() {
        return questions.isEmpty();
    }

    Span question() {
        return questions.get(0);
    }

    /** The same, one answer later. */
    Fetch after(Page page) {
        Told now = range.told(page);
        return with(questions.subList(1, questions.size()), told == null ? now : told.and(now));
    }

    /**
     * The same, after it had to stop.
     *
     * @param next the first open that was not asked for
     * @param before what was told until then
     */
    Fetch goingOn(Instant next, Told before) {
        Span left = new Span(next, questions.get(questions.size() - 1).until());
        return with(
                questions.stream()
                        .map(left::and)
                        .filter(span -> !span.isEmpty())
                        .toList(),
                before);
    }

    /** What was told so far; only after the first answer. */
    Told allTold() {
        return Objects.requireNonNull(told, "nobody was asked");
    }

    private Fetch with(List<Span> left, Told all) {
        return new Fetch(run, asked, range, requests, left, all);
    }
}
