package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.time.Alarm;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the series of one lease, and stores what it hears as long as it is ours. Series that the exchange does not
 * tell on their connection get another one after a while. Touched on one context only, but for how it stands.
 */
final class Shard implements Line.Ear {
    private static final Duration REFUSED_FOR = Duration.ofMinutes(10);
    private static final Logger log = LoggerFactory.getLogger(Shard.class);

    private final ShardParts parts;
    private final Waiting waiting;
    private final Writer writer;
    private final Forming forming;
    private final Overflow overflow;
    private final Unsettled unsettled;
    private final Map<Series, Instant> unfinished = new HashMap<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Map<String, Refusal> refused = new ConcurrentSkipListMap<>();
    private Set<Series> series;
    private @Nullable Alarm tick;
    private @Nullable Alarm second;

    /** @param series that it listens to; at least one */
    Shard(ShardParts parts, Waiting waiting, Overflow overflow, Writer writer, Collection<Series> series) {
        this.parts = parts;
        this.waiting = waiting;
        this.writer = writer;
        this.forming = new Forming(
                parts.settings().grace(),
                parts.line().streams().silence(),
                parts.home().time());
        this.overflow = overflow;
        this.unsettled = new Unsettled(parts.catchUps(), parts.settings().grace());
        this.series = Set.copyOf(series);
    }

    private record Refusal(Series series, Instant from, String why) {}

    /** Begins to listen. */
    void start() {
        listen(series.stream().collect(Collectors.toMap(one -> one, one -> lookback())));
        tickLater();
    }

    /** Listens to these from now on; those that are new are looked back for, those that stay are not disturbed. */
    void follow(Collection<Series> wanted) {
        Set<Series> before = series;
        series = Set.copyOf(wanted);
        List<Series> gone = before.stream().filter(one -> !series.contains(one)).toList();
        List<Series> added =
                series.stream().filter(one -> !before.contains(one)).toList();
        if (!(gone.isEmpty() && added.isEmpty())) {
            change(gone, added.stream().collect(Collectors.toMap(one -> one, one -> lookback())));
        }
    }

    private void change(List<Series> gone, Map<Series, Instant> added) {
        List<Line> before = List.copyOf(lines);
        if (before.isEmpty() && !added.isEmpty()) {
            listen(added);
        }
        before.forEach(line -> line.change(gone, line == before.get(0) ? added : Map.of()));
        leaveEmptyLines();
        gone.forEach(this::forget);
    }

    /** Hears nothing any more, and stores what it has heard. Completes when that is done, or cannot be. */
    Future<Void> stop() {
        Stream.of(tick, second).filter(Objects::nonNull).forEach(Alarm::cancel);
        return closeLines().eventually(writer::drain).eventually(this::forgetAll);
    }

    /** Why it does not bring what it should, in words for people; each once, none when all is well. */
    List<String> problems() {
        return Stream.of(
                        lines.stream().map(Line::problem),
                        refused.values().stream().map(one -> one.series() + " is refused: " + one.why()),
                        Stream.of(writer.problem()))
                .flatMap(all -> all)
                .filter(problem -> !problem.isEmpty())
                .distinct()
                .toList();
    }

    int connections() {
        return (int) lines.stream().filter(Line::isOpen).count();
    }

    int subscribed() {
        return lines.stream().mapToInt(Line::subscribed).sum();
    }

    @Override
    public void heard(Series one, List<Candle> candles, Instant at) {
        List<Observation> seen =
                candles.size() == 1 ? List.of(forming.seen(one, candles.get(0), at)) : forming.seen(one, candles, at);
        seen.forEach(this::keep);
        if (!seen.isEmpty()) {
            parts.outlet().show(seen.get(seen.size() - 1));
        }
        writer.noticed();
    }

    @Override
    public void missed(Series one, Instant from) {
        parts.catchUps().want(one, unheardSince(one, from), parts.home().now());
    }

    @Override
    public void lost(Series one, Instant from) {
        Instant since = unheardSince(one, from);
        Instant now = parts.home().now();
        parts.catchUps().want(one, since, now);
        unsettled.add(one, since, now);
    }

    @Override
    public void maintenance(boolean isNow) {
        if (isNow) {
            parts.maintenances().begins();
        } else {
            parts.maintenances().ends();
        }
    }

    @Override
    public void deaf(Series one) {
        forming.forget(one).ifPresent(open -> unfinished.merge(one, open, Shard::earlier));
    }

    @Override
    public void refused(Series one, Instant from, String why) {
        log.atWarn()
                .addKeyValue("symbol", one)
                .addKeyValue("error", why)
                .log("the exchange does not stream a series, will ask again");
        refused.put(one.toString(), new Refusal(one, from, why));
        leaveEmptyLines();
        if (second == null) {
            second = parts.home().after(REFUSED_FOR, this::listenToRefused);
        }
    }

    /** A moment since when a series was not heard, or the open of what formed before that. */
    private Instant unheardSince(Series one, Instant from) {
        deaf(one);
        Instant open = unfinished.remove(one);
        return open == null ? from : earlier(open, from);
    }

    private void keep(Observation seen) {
        if (!waiting.add(seen)) {
            overflow.lost(seen);
        }
    }

    private Instant lookback() {
        return parts.home().now().minus(parts.settings().lookback());
    }

    private void listen(Map<Series, Instant> deafSince) {
        var line = new Line(parts.line(), this, deafSince);
        lines.add(line);
        line.open();
    }

    /** What was refused here may find room on a connection of its own. */
    private void listenToRefused() {
        second = null;
        List<Refusal> those = List.copyOf(refused.values());
        refused.clear();
        if (!those.isEmpty()) {
            listen(those.stream().collect(Collectors.toMap(Refusal::series, Refusal::from)));
        }
    }

    private void leaveEmptyLines() {
        lines.stream().filter(line -> line.series().isEmpty()).toList().forEach(this::leave);
    }

    private void leave(Line line) {
        lines.remove(line);
        line.close().onFailure(Shard::notClosed);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void forget(Series one) {
        refused.remove(one.toString());
        deaf(one);
        unfinished.remove(one);
        unsettled.forget(one);
        overflow.forget(one);
        parts.catchUps().forget(one);
    }

    private Future<Void> closeLines() {
        List<Line> open = List.copyOf(lines);
        lines.clear();
        refused.clear();
        if (second != null) {
            second.cancel();
            second = null;
        }
        return Future.join(open.stream().map(Line::close).toList()).mapEmpty();
    }

    private Future<Void> forgetAll() {
        waiting.clear();
        series.forEach(parts.catchUps()::forget);
        return Future.succeededFuture();
    }

    private void tickLater() {
        tick = parts.home().after(parts.settings().saving().flush(), this::tick);
    }

    private void tick() {
        tickLater();
        forming.over(parts.home().now()).forEach(this::keep);
        writer.flush();
        unsettled.askIfOver(parts.home().now());
        overflow.askIf(writer.problem().isEmpty() && waiting.size() == 0);
    }

    private static void notClosed(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("a stream could not be closed");
    }
}
