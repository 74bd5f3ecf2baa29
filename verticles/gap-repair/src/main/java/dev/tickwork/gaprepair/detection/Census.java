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
    private final Map<Place, Long> accounted = new HashMap<>();

    Census(Chunks chunks, Collection<Count> counts) {
        this.chunks = chunks;
        counts.forEach(count -> accounted.put(new Place(count.seriesId(), count.chunk()), count.present()));
    }

    /**
     * The stretches of a series that have to be looked at.
     *
     * @param known every gap of it
     * @param unsure what cannot be told by counting
     */
    List<Span> wrong(Watched watched, List<Gap> known, List<Span> unsure) {
        known.forEach(gap -> account(watched, gap.span()));
        return chunks.over(watched.span())
                .filter(chunk -> !Spans.covers(watched.span(), chunk)
                        || unsure.stream().anyMatch(span -> Spans.overlap(span, chunk))
                        || accounted.getOrDefault(new Place(watched.id(), chunk.from()), 0L) != expected(chunk))
                .toList();
    }

    private long expected(Span chunk) {
        return chunks.timeframe().count(chunk);
    }

    private void account(Watched watched, Span gap) {
        chunks.over(gap)
                .forEach(chunk -> accounted.merge(
                        new Place(watched.id(), chunk.from()),
                        chunks.timeframe().count(chunk.and(gap)),
                        Long::sum));
    }
}
