package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.gaprepair.detection.PresenceStore.Count;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells from counts where something must be missing that is not known: where the candles that are there and those that are
 * known to be missing are not as many as are expected. Where candles have come into a gap both may be wrong and the sum
 * right, so that is looked at anyway.
 */
final class Census {
    private record Place(int seriesId, Instant chunk) {}

    private final Chunks chunks;
    private final Instant begin;
    private final Map<Place, Long> accounted = new HashMap<>();

    /** @param begin nothing was counted before */
    Census(Chunks chunks, Collection<Count> counts, Instant begin) {
        this.chunks = chunks;
        this.begin = begin;
        counts.forEach(count -> accounted.put(new Place(count.seriesId(), count.chunk()), count.present()));
    }

    /** What of a stretch of a series has to be looked at. */
    List<Span> wrong(Look look, KnownGaps known) {
        Watched watched = look.watched();
        known.of(watched).forEach(gap -> account(look, gap.span()));
        List<Span> unsure = known.unsure(watched);
        return chunks.over(look.span())
                .filter(chunk -> isCutOff(watched, chunk)
                        || unsure.stream().anyMatch(span -> Spans.overlap(span, chunk))
                        || accounted.getOrDefault(new Place(watched.id(), chunk.from()), 0L)
                                != chunks.timeframe().count(chunk.and(look.span())))
                .map(chunk -> chunk.and(look.span()))
                .toList();
    }

    // What is there before the series' own begin was counted with it.
    private boolean isCutOff(Watched watched, Span chunk) {
        Instant from = watched.span().from();
        return chunk.from().isBefore(from) && from.isAfter(begin);
    }

    private void account(Look look, Span gap) {
        chunks.over(gap)
                .forEach(chunk -> accounted.merge(
                        new Place(look.watched().id(), chunk.from()),
                        chunks.timeframe().count(chunk.and(gap).and(look.span())),
                        Long::sum));
    }
}
