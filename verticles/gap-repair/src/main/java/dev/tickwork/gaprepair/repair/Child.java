package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that asks the exchange for a gap.
 *
 * @param runId the run
 * @param enqueuedAt since when it waits
 * @param isOver whether it has ended
 * @param asked what it asks for
 * @param answer what came; null while it goes on, and when it failed
 * @param error why it failed; null when it did not
 */
record Child(
        UUID runId,
        Instant enqueuedAt,
        boolean isOver,
        FetchCandles asked,
        @Nullable CandlesFetched answer,
        @Nullable String error) {
    /** What came. */
    CandlesFetched told() {
        return Objects.requireNonNull(answer, "it did not answer");
    }

    /** What came of the stretch that was asked for because of a gap; empty when the answer does not tell it apart. */
    Optional<CandlesFetched.Part> toldOf(Span gap) {
        if (asked.parts() == null) {
            return Optional.of(new CandlesFetched.Part(
                    asked.from(), asked.until(), told().candles(), told().before(), told().after()));
        }
        List<CandlesFetched.Part> parts = told().parts();
        return (parts == null ? Stream.<CandlesFetched.Part>empty() : parts.stream())
                .filter(part -> Spans.covers(new Span(part.from(), part.until()), gap))
                .min(Comparator.comparing(part -> Duration.between(part.from(), part.until())));
    }
}
