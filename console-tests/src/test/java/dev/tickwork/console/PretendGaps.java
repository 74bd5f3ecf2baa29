package dev.tickwork.console;

import static dev.tickwork.console.PretendJobs.STATUS;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is missing of the pretended candles: a hole of each kind. */
final class PretendGaps {
    /** A stretch without candles, in hours before the present one. */
    private record Hole(String kind, int first, int hours) {}

    private static final List<Hole> HOLES = List.of(
            new Hole("not-loaded", 130, 24),
            new Hole("proven-empty", 80, 4),
            new Hole("exchange-down", 48, 6),
            new Hole("missing", 20, 3),
            new Hole("quarantined", 36, 1));

    /** They are holes no longer. */
    private static final List<Hole> OVER = List.of(new Hole("repaired", 210, 300), new Hole("gone", 9_000, 5));

    private final PretendHours hours;
    private volatile boolean hasToday = true;
    private volatile int downtimes = 1;

    PretendGaps(PretendHours hours) {
        this.hours = hours;
    }

    /** As it is in the first minutes of a day, of which nothing is expected yet. */
    void expectNothingToday() {
        hasToday = false;
    }

    /** Whether nothing is there of the hour that lies so many hours before the present one. */
    boolean lacks(long hoursAgo) {
        return HOLES.stream().anyMatch(hole -> hole.first() <= hoursAgo && hoursAgo < hole.first() + hole.hours());
    }

    JsonObject pieces(MultiMap query) {
        List<JsonObject> found = !hours.areStored()
                ? List.of()
                : holes(
                                PretendHours.moment(query, "from", Instant.EPOCH),
                                PretendHours.moment(query, "to", hours.newest()))
                        .toList();
        return PretendHours.page(found, 1_000).put("symbol", "BTCUSD").put("timeframe", "1h");
    }

    JsonObject coverage(MultiMap query) {
        Instant from = PretendHours.moment(query, "from", hours.newest());
        Instant to = PretendHours.moment(query, "to", hours.newest());
        Instant end = hasToday ? hours.newest() : hours.newest().truncatedTo(ChronoUnit.DAYS);
        List<JsonObject> days = !hours.areStored()
                ? List.of()
                : Stream.of("BTCUSD", "ETHUSD", "SOLUSD")
                        .flatMap(symbol -> Stream.iterate(
                                        from,
                                        day -> day.isBefore(to) && day.isBefore(end),
                                        day -> day.plus(1, ChronoUnit.DAYS))
                                .map(day -> day(symbol, day)))
                        .toList();
        return PretendHours.page(days, Integer.MAX_VALUE)
                .put("timeframe", query.get("timeframe"))
                .put("from", from.toString())
                .put("to", to.toString());
    }

    private JsonObject day(String symbol, Instant day) {
        var figures = new JsonObject()
                .put("symbol", symbol)
                .put("day", day.atZone(ZoneOffset.UTC).toLocalDate().toString())
                .put("expected", 24)
                .put("present", 24)
                .put("proven_empty", 0)
                .put("exchange_down", 0)
                .put("missing", 0)
                .put("not_loaded", 0)
                .put("quarantined", 0);
        long age = Duration.between(day, hours.newest()).toDays();
        if (symbol.equals("SOLUSD") && age > 60) {
            return figures.put("present", 0).put("not_loaded", 24);
        }
        if (symbol.equals("BTCUSD")) {
            holes(day, day.plus(1, ChronoUnit.DAYS)).forEach(hole -> take(figures, hole, day));
        }
        if (age == 17) {
            figures.put("exchange_down", 5).put("present", 19);
        }
        return figures;
    }

    private static void take(JsonObject figures, JsonObject hole, Instant day) {
        Instant from = hole.getInstant("from").isBefore(day) ? day : hole.getInstant("from");
        Instant end = day.plus(1, ChronoUnit.DAYS);
        Instant until = hole.getInstant("until").isAfter(end) ? end : hole.getInstant("until");
        int hours = (int) Duration.between(from, until).toHours();
        String field = hole.getString("kind").replace('-', '_');
        figures.put(field, figures.getInteger(field) + hours).put("present", figures.getInteger("present") - hours);
    }

    JsonObject gaps(MultiMap query) {
        boolean areOpen = !"true".equals(query.get("repaired"));
        List<JsonObject> found = !hours.areStored()
                ? List.of()
                : Stream.concat(HOLES.stream(), OVER.stream())
                        .filter(hole -> !hole.kind().equals("not-loaded"))
                        .filter(hole -> query.get("repaired") == null
                                || areOpen == hole.kind().equals("missing"))
                        .map(this::gap)
                        .toList();
        return PretendHours.page(found, 50);
    }

    private JsonObject gap(Hole hole) {
        JsonObject piece = piece(hole);
        return new JsonObject()
                .put("id", idOf(hole))
                .put("exchange", "bitfinex")
                .put("symbol", "BTCUSD")
                .put("timeframe", "1h")
                .put("gap_start", piece.getString("from"))
                .put("gap_end", piece.getString("until"))
                .put("detected_at", piece.getString("until"))
                .put("repaired_at", hole.kind().equals("missing") ? null : PretendJobs.now(-3_600))
                .put("state", hole.kind())
                .put("missing", hole.hours())
                .put("attempts", 1)
                .put("next_try_at", piece.getString("next_try_at"))
                .put("last_error", piece.getString("last_error"))
                .put("confirmations", piece.getInteger("confirmations"))
                .putNull("downtime_id")
                .put("detected_run_id", "019cae0d-4dd0-7cc2-93f3-000000000001")
                .put("repair_run_id", "019cae0d-4dd0-7cc2-93f3-000000000001");
    }

    /** From now on there have been so many downtimes. */
    void noticeDowntimes(int many) {
        downtimes = many;
    }

    JsonObject downtimes(MultiMap query) {
        int first =
                Optional.ofNullable(query.get("cursor")).map(Integer::valueOf).orElse(0);
        int end = Math.min(first + Integer.parseInt(query.get("limit")), downtimes);
        List<JsonObject> found = !hours.areStored()
                ? List.of()
                : IntStream.range(first, end).mapToObj(this::downtime).toList();
        return PretendHours.page(found, downtimes).put("next_cursor", end < downtimes ? String.valueOf(end) : null);
    }

    private JsonObject downtime(int ago) {
        long hoursAgo = 48 + 100L * ago;
        return new JsonObject()
                .put("id", downtimes - ago)
                .put("exchange", "bitfinex")
                .put("from", hours.openOf(hoursAgo + 5).toString())
                .put("until", hours.openOf(hoursAgo - 1).toString())
                .put(
                        "evidence",
                        ago == 0 ? "all 3 symbols have no 1h candles" : "the platform said so, " + ago + " before")
                .put("noticed_at", hours.openOf(hoursAgo - 2).toString());
    }

    JsonObject repair(PretendGateway.Asked asked) {
        if (!asked.body().getBoolean("preview", false)) {
            return accepted();
        }
        boolean isForced = asked.body().getBoolean("force", false);
        List<JsonObject> pieces = holes(
                        asked.body().getInstant("from"), asked.body().getInstant("to"))
                .filter(piece -> isForced || piece.getString("kind").equals("missing"))
                .toList();
        return new JsonObject()
                .put("requests", pieces.size())
                .put(
                        "candles",
                        pieces.stream()
                                .mapToInt(piece -> piece.getInteger("candles"))
                                .sum())
                .put("pieces", new JsonArray(pieces));
    }

    /** What becomes of the wish to repair one gap. */
    JsonObject repairOne(PretendGateway.Asked asked) {
        int id = Integer.parseInt(asked.path().split("/", -1)[4]);
        return OVER.stream().anyMatch(hole -> idOf(hole) == id)
                ? new JsonObject().put(STATUS, 409).put("code", "settled").put("detail", "nothing is left to do")
                : accepted();
    }

    static JsonObject accepted() {
        return new JsonObject()
                .put(STATUS, 202)
                .put("run_id", "019cae0d-4dd0-7cc2-93f3-000000000001")
                .put("state", "pending")
                .put("is_new", true);
    }

    private JsonObject piece(Hole hole) {
        Instant until = hours.openOf(hole.first() - 1L);
        return new JsonObject()
                .put(
                        "from",
                        until.minus(PretendHours.HOUR.multipliedBy(hole.hours()))
                                .toString())
                .put("until", until.toString())
                .put("kind", hole.kind())
                .put("candles", hole.hours())
                .put("gap_id", hole.kind().equals("not-loaded") ? null : idOf(hole))
                .put("attempts", 1)
                .put("confirmations", hole.kind().equals("proven-empty") ? 3 : 0)
                .put("next_try_at", hole.kind().equals("missing") ? PretendJobs.now(1_800) : null)
                .put("last_error", error(hole.kind()))
                .putNull("downtime_id");
    }

    private static int idOf(Hole hole) {
        return OVER.contains(hole) ? OVER.indexOf(hole) + 50 : HOLES.indexOf(hole) + 7;
    }

    private static @Nullable String error(String kind) {
        return switch (kind) {
            case "missing" -> "bitfinex answered 500";
            case "quarantined" -> "1 candle waits in the quarantine: jump";
            default -> null;
        };
    }

    private Stream<JsonObject> holes(Instant from, Instant to) {
        return HOLES.stream()
                .map(this::piece)
                .filter(piece -> piece.getInstant("until").isAfter(from)
                        && piece.getInstant("from").isBefore(to));
    }
}
