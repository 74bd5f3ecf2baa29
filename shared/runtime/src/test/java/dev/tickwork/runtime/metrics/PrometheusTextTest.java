package dev.tickwork.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    @Test
    void the_lines_of_a_metric_stand_together_under_one_description() {
        String here = """
                # HELP runs_total runs
                # TYPE runs_total counter
                runs_total{node="a"} 1
                # HELP heap_bytes heap
                # TYPE heap_bytes gauge
                heap_bytes{node="a",area="x # y"} 5
                """;
        String there = """
                # HELP heap_bytes heap
                # TYPE heap_bytes gauge
                heap_bytes{node="b"} 7
                # HELP only_there x
                # TYPE only_there gauge
                only_there{node="b"} 1
                """;

        String joined = PrometheusText.joined(List.of(here, there, ""));

        assertThat(joined).isEqualTo("""
                        # HELP runs_total runs
                        # TYPE runs_total counter
                        runs_total{node="a"} 1
                        # HELP heap_bytes heap
                        # TYPE heap_bytes gauge
                        heap_bytes{node="a",area="x # y"} 5
                        heap_bytes{node="b"} 7
                        # HELP only_there x
                        # TYPE only_there gauge
                        only_there{node="b"} 1
                        """);
    }
}
