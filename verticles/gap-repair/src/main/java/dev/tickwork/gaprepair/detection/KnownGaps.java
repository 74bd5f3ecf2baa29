package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is known to be missing before candles are counted.
 *
 * @param land with the open gaps
 * @param settled the others, by series
 * @param filled those of either into which candles have come
 */
record KnownGaps(Landscape land, Map<Series, List<Gap>> settled, Map<Series, List<Gap>> filled) {
    List<Gap> of(Watched watched) {
        List<Gap> ofSeries = settled.getOrDefault(watched.series(), List.of());
        return Stream.concat(land.open(watched).stream(), ofSeries.stream()).toList();
    }

    /** Where counting cannot tell what is missing. */
    List<Span> unsure(Watched watched) {
        Stream<Span> ofGaps =
                filled.getOrDefault(watched.series(), List.of()).stream().map(Gap::span);
        return Stream.concat(land.notLoaded(watched).stream(), ofGaps).toList();
    }
}
