package dev.tickwork.bench.jobs;

import dev.tickwork.bench.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What was measured: of each entrant a value a round for each measure that is taken of it. */
final class Figures {
    private static final String NONE = "-";

    private final Map<Measure, Map<Entrant, List<Double>>> values = new EnumMap<>(Measure.class);

    /** Notes the value of one round. */
    void add(Entrant entrant, Measure measure, double value) {
        roundsOf(measure).computeIfAbsent(entrant, key -> new ArrayList<>()).add(value);
    }

    /** Medians over the rounds, and the median of the rounds' ratios of the last entrant to the best of the others. */
    Table table(String title) {
        var table = new Table(columns(title));
        values.keySet().forEach(measure -> table.row(row(measure)));
        return table;
    }

    private static String[] columns(String title) {
        List<String> columns = new ArrayList<>(List.of(title));
        Entrant.all().forEach(entrant -> columns.add(entrant.shown()));
        columns.add("of the best other");
        return columns.toArray(String[]::new);
    }

    private String[] row(Measure measure) {
        List<String> cells = new ArrayList<>(List.of(measure.shown()));
        Entrant.all().forEach(entrant -> cells.add(cell(measure, entrant)));
        cells.add(ratio(measure));
        return cells.toArray(String[]::new);
    }

    private String cell(Measure measure, Entrant entrant) {
        var rounds = rounds(measure, entrant);
        return rounds.isEmpty() ? NONE : measure.format(median(rounds));
    }

    private String ratio(Measure measure) {
        var ours = rounds(measure, Entrant.ours());
        var ratios = IntStream.range(0, ours.size())
                .mapToObj(round -> ours.get(round) / bestOther(measure, round))
                .toList();
        return ratios.isEmpty() ? NONE : String.format(Locale.ROOT, "%.2f", median(ratios));
    }

    private double bestOther(Measure measure, int round) {
        return measure.best(Entrant.all().stream()
                .filter(entrant -> entrant != Entrant.ours())
                .map(entrant -> rounds(measure, entrant))
                .filter(rounds -> !rounds.isEmpty())
                .map(rounds -> rounds.get(round))
                .toList());
    }

    private List<Double> rounds(Measure measure, Entrant entrant) {
        return roundsOf(measure).getOrDefault(entrant, List.of());
    }

    private Map<Entrant, List<Double>> roundsOf(Measure measure) {
        return values.computeIfAbsent(measure, key -> new EnumMap<>(Entrant.class));
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }
}
