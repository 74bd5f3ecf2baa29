package dev.tickwork.runtime.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the metrics of several processes to one document. The format wants all lines of a metric together and its
 * {@code HELP} and {@code TYPE} only once.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
public final class PrometheusText {
    private static final String HELP = "# HELP ";
    private static final String TYPE = "# TYPE ";

    private final Map<String, Family> families = new LinkedHashMap<>();

    private static final class Family {
        private final List<String> comments = new ArrayList<>();
        private final List<String> samples = new ArrayList<>();

        void comment(String line) {
            String kind = line.substring(0, HELP.length());
            if (comments.stream().noneMatch(known -> known.startsWith(kind))) {
                comments.add(line);
            }
        }
    }

    private PrometheusText() {}

    /** One document with the samples of all. Each text is one that Micrometer wrote: comments before samples. */
    public static String joined(Collection<String> texts) {
        var joined = new PrometheusText();
        texts.forEach(joined::add);
        return joined.text();
    }

    private void add(String text) {
        Family current = new Family();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith(HELP) || line.startsWith(TYPE)) {
                current = families.computeIfAbsent(nameIn(line), name -> new Family());
                current.comment(line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                current.samples.add(line);
            }
        }
    }

    private static String nameIn(String comment) {
        int end = comment.indexOf(' ', HELP.length());
        return comment.substring(HELP.length(), end < 0 ? comment.length() : end);
    }

    private String text() {
        var text = new StringBuilder();
        families.values().forEach(family -> {
            family.comments.forEach(line -> text.append(line).append('\n'));
            family.samples.forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }
}
