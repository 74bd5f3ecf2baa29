package dev.tickwork.domain.candles;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long a candle lasts. All of them open on the calendar of UTC: weeks on Monday, months on their first day, the rest
 * so many times a day from midnight on.
 */
public enum Timeframe {
    M1("1m", ChronoUnit.MINUTES, 1),
    M5("5m", ChronoUnit.MINUTES, 5),
    M15("15m", ChronoUnit.MINUTES, 15),
    M30("30m", ChronoUnit.MINUTES, 30),
    H1("1h", ChronoUnit.HOURS, 1),
    H3("3h", ChronoUnit.HOURS, 3),
    H4("4h", ChronoUnit.HOURS, 4),
    H6("6h", ChronoUnit.HOURS, 6),
    H12("12h", ChronoUnit.HOURS, 12),
    D1("1d", ChronoUnit.DAYS, 1),
    W1("1w", ChronoUnit.WEEKS, 1),
    MO1("1mo", ChronoUnit.MONTHS, 1);

    private final String label;
    private final Duration about;

    Timeframe(String label, ChronoUnit unit, int amount) {
        this.label = label;
        this.about = unit.getDuration().multipliedBy(amount);
    }

    /** As people and tables write it, such as {@code 1h}; a month is {@code 1mo}. */
    public String label() {
        return label;
    }

    /**
     * The timeframe of that label.
     *
     * @throws IllegalArgumentException naming all that there are
     */
    public static Timeframe of(String label) {
        return Arrays.stream(values())
                .filter(timeframe -> timeframe.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("timeframe: \"" + label + "\" is none of " + labels()));
    }

    /** All labels, from the shortest on, separated by spaces. */
    public static String labels() {
        return Arrays.stream(values()).map(Timeframe::label).collect(Collectors.joining(" "));
    }

    /** How long one lasts; for a month, how long it does on average. For waits and estimates, not for opens. */
    public Duration about() {
        return about;
    }

    /** When the candle opened that {@code moment} belongs to. */
    public Instant openOf(Instant moment) {
        return switch (this) {
            case W1 -> midnight(dayOf(moment).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MO1 -> midnight(dayOf(moment).withDayOfMonth(1));
            default -> flooredFromMidnight(moment);
        };
    }

    /** The first open at {@code moment} or after it. */
    public Instant openFrom(Instant moment) {
        Instant open = openOf(moment);
        return open.equals(moment) ? open : plus(open, 1);
    }

    /** The open that lies {@code candles} after {@code open}, or before it when that is below zero. */
    public Instant plus(Instant open, long candles) {
        return isOfMonths()
                ? open.atZone(ZoneOffset.UTC).plusMonths(candles).toInstant()
                : open.plusSeconds(Math.multiplyExact(about.toSeconds(), candles));
    }

    /** When the candle that opened then is over: the next one's open. */
    public Instant closeOf(Instant open) {
        return plus(open, 1);
    }

    /** How many candles open in {@code span}. */
    public long count(Span span) {
        Instant first = openFrom(span.from());
        Instant end = openFrom(span.until());
        return isOfMonths() ? ChronoUnit.MONTHS.between(inUtc(first), inUtc(end)) : wholeOnes(first, end);
    }

    /** The opens in {@code span}, in order. Lazy: a year of minutes costs no memory. */
    public Stream<Instant> opens(Span span) {
        return Stream.iterate(openFrom(span.from()), open -> open.isBefore(span.until()), this::closeOf);
    }

    private boolean isOfMonths() {
        return this == MO1;
    }

    private Instant flooredFromMidnight(Instant moment) {
        Instant midnight = midnight(dayOf(moment));
        return plus(midnight, wholeOnes(midnight, moment));
    }

    private long wholeOnes(Instant from, Instant until) {
        return Duration.between(from, until).toSeconds() / about.toSeconds();
    }

    private static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate day) {
        return day.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
    }

    private static ZonedDateTime inUtc(Instant moment) {
        return moment.atZone(ZoneOffset.UTC);
    }
}
