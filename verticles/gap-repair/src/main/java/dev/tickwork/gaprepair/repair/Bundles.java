package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks for gaps of a series that lie near each other in one request, as long as the exchange answers it at once: it counts
 * requests, and not how many candles they are for.
 */
public final class Bundles {
    /** Candles that one run of candle-fetch is asked for: what an exchange answers to one request, and its neighbours. */
    private static final long MOST = 9_000;

    /** Each part has a place in the result of the run. */
    private static final int MOST_PARTS = 100;

    private Bundles() {}

    /** How many requests it takes to ask for stretches of a series. */
    public static int requestsFor(Series series, List<Span> spans) {
        return (int) requests(series, spans).count();
    }

    /** What to ask for, the newest first. */
    static List<FetchCandles> of(List<TakenGap> gaps) {
        Map<Series, List<Span>> wanted = gaps.stream()
                .collect(Collectors.groupingBy(
                        TakenGap::asked,
                        LinkedHashMap::new,
                        Collectors.mapping(TakenGap::around, Collectors.toList())));
        return wanted.entrySet().stream()
                .flatMap(one -> requests(one.getKey(), one.getValue()))
                .sorted(Comparator.comparing(FetchCandles::until).reversed())
                .toList();
    }

    private static Stream<FetchCandles> requests(Series series, List<Span> spans) {
        return bundled(series, spans).stream().flatMap(bundle -> requestsOf(series, bundle));
    }

    private static List<List<Span>> bundled(Series series, List<Span> spans) {
        List<List<Span>> bundles = new ArrayList<>();
        spans.stream().distinct().sorted(Comparator.comparing(Span::from)).forEach(span -> {
            int last = bundles.size() - 1;
            if (last >= 0 && fits(series, bundles.get(last), span)) {
                bundles.get(last).add(span);
            } else {
                bundles.add(new ArrayList<>(List.of(span)));
            }
        });
        return bundles;
    }

    private static boolean fits(Series series, List<Span> bundle, Span next) {
        Span both = new Span(whole(bundle).from(), later(whole(bundle).until(), next.until()));
        return bundle.size() < MOST_PARTS && series.timeframe().count(both) <= MOST;
    }

    private static Stream<FetchCandles> requestsOf(Series series, List<Span> bundle) {
        String label = series.timeframe().label();
        Span whole = whole(bundle);
        if (bundle.size() > 1) {
            List<FetchCandles.Part> parts = bundle.stream()
                    .map(span -> new FetchCandles.Part(span.from(), span.until()))
                    .toList();
            return Stream.of(new FetchCandles(series.symbol(), label, whole.from(), whole.until(), "repair", parts));
        }
        return Stream.iterate(whole.from(), from -> from.isBefore(whole.until()), from -> series.timeframe()
                        .plus(from, MOST))
                .map(from -> whole.and(new Span(from, series.timeframe().plus(from, MOST))))
                .map(part -> new FetchCandles(series.symbol(), label, part.from(), part.until(), "repair"));
    }

    private static Span whole(List<Span> bundle) {
        Instant until = bundle.stream().map(Span::until).max(Instant::compareTo).orElseThrow();
        return new Span(bundle.get(0).from(), until);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
