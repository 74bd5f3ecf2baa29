package dev.tickwork.gaprepair.coverage;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.coverage.CoveredDay.Counted;
import dev.tickwork.gaprepair.detection.Chunks;
import dev.tickwork.gaprepair.detection.Look;
import dev.tickwork.gaprepair.detection.PresenceStore;
import dev.tickwork.gaprepair.detection.PresenceStore.Count;
import dev.tickwork.gaprepair.detection.SeriesStore;
import dev.tickwork.gaprepair.detection.SeriesStore.Stretch;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.gaprepair.detection.Watched;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says how complete each day of each series is. */
public final class Coverage {
    private static final Duration DAY = Duration.ofDays(1);

    private final Database database;
    private final Time time;
    private final SeriesStore series;
    private final PresenceStore presence = new PresenceStore();
    private final KnownGapStore gaps = new KnownGapStore();

    /** @param grace how long after its end a candle may still be on its way */
    public Coverage(Database database, Time time, Duration grace) {
        this.database = database;
        this.time = time;
        this.series = new SeriesStore(grace);
    }

    /** The collected series of a timeframe, by symbol. */
    public Future<List<Watched>> series(Timeframe timeframe) {
        return database.read(tx -> series.watched(tx, time.now())).map(all -> all.stream()
                .filter(watched -> watched.timeframe() == timeframe)
                .sorted((one, other) ->
                        one.series().symbol().compareTo(other.series().symbol()))
                .toList());
    }

    /**
     * Every day of these series in which candles are expected, by symbol and day.
     *
     * @param some of one timeframe, in the order of their symbols
     * @param days from one midnight to another
     */
    public Future<List<CoveredDay>> days(List<Watched> some, Span days) {
        List<Look> looks = some.stream()
                .map(watched -> Look.at(watched, days))
                .filter(look -> !look.span().isEmpty())
                .toList();
        return looks.isEmpty()
                ? Future.succeededFuture(List.of())
                : database.read(tx -> facts(tx, looks, days)).map(facts -> looks.stream()
                        .flatMap(look -> days(look, facts))
                        .toList());
    }

    private record Facts(
            Map<Place, Long> present, Map<Series, List<KnownGap>> gaps, Map<Integer, List<Span>> notLoaded) {
        record Place(int seriesId, Instant day) {}
    }

    private Future<Facts> facts(Tx tx, List<Look> looks, Span days) {
        Timeframe timeframe = looks.get(0).watched().timeframe();
        List<Series> wanted =
                looks.stream().map(look -> look.watched().series()).toList();
        return presence.counts(tx, new Chunks(timeframe, DAY), looks).compose(counts -> gaps.in(tx, wanted, days)
                .compose(known -> series.notLoaded(tx).map(notLoaded -> facts(counts, known, notLoaded))));
    }

    private static Facts facts(Collection<Count> counts, Collection<KnownGap> known, Collection<Stretch> notLoaded) {
        return new Facts(
                counts.stream()
                        .collect(Collectors.toMap(
                                count -> new Facts.Place(count.seriesId(), count.chunk()), Count::present)),
                known.stream().collect(Collectors.groupingBy(KnownGap::series)),
                notLoaded.stream()
                        .collect(Collectors.groupingBy(
                                Stretch::seriesId, Collectors.mapping(Stretch::span, Collectors.toList()))));
    }

    private static Stream<CoveredDay> days(Look look, Facts facts) {
        return new Chunks(look.watched().timeframe(), DAY)
                .over(look.span())
                .map(day -> day(look, day, facts))
                .filter(day -> day.expected() > 0);
    }

    private static CoveredDay day(Look look, Span day, Facts facts) {
        Watched watched = look.watched();
        Span part = look.span().and(day);
        List<Span> notLoaded = facts.notLoaded().getOrDefault(watched.id(), List.of());
        List<KnownGap> known = facts.gaps().getOrDefault(watched.series(), List.of());
        var counted = new Counted(
                watched.timeframe().count(part),
                facts.present().getOrDefault(new Facts.Place(watched.id(), day.from()), 0L),
                sum(watched, part, known, "proven-empty"),
                sum(watched, part, known, "exchange-down"),
                sum(watched, part, known, "quarantined"),
                open(watched, part, known, notLoaded),
                notLoaded.stream()
                        .mapToLong(span -> watched.timeframe().count(span.and(part)))
                        .sum());
        return CoveredDay.of(watched.series().symbol(), LocalDate.ofInstant(day.from(), ZoneOffset.UTC), counted);
    }

    private static long sum(Watched watched, Span part, List<KnownGap> known, String state) {
        return known.stream()
                .filter(gap -> gap.state().equals(state))
                .mapToLong(gap -> watched.timeframe().count(gap.span().and(part)))
                .sum();
    }

    private static long open(Watched watched, Span part, List<KnownGap> known, List<Span> notLoaded) {
        List<Span> open = known.stream()
                .filter(KnownGap::isOpen)
                .map(gap -> gap.span().and(part))
                .toList();
        return Spans.minus(open, notLoaded).stream()
                .mapToLong(watched.timeframe()::count)
                .sum();
    }
}
