package dev.tickwork.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrownianPathTest {
    private static final double START = 3_900_000_000.0;

    @Test
    void the_same_seed_gives_the_same_path_and_another_seed_another() {
        double here = new BrownianPath(7).at(START);

        assertThat(new BrownianPath(7).at(START)).isEqualTo(here);
        assertThat(new BrownianPath(8).at(START)).isNotEqualTo(here);
    }

    /** Over n seconds a Brownian motion moves with a variance of n, whatever n is. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 60, 3_600, 86_400, 604_800})
    void moves_as_much_as_it_should_on_every_scale(int seconds) {
        int steps = 4_000;
        var path = new BrownianPath(42);

        double variance = IntStream.range(0, steps)
                        .mapToDouble(i -> path.at(START + (i + 1.0) * seconds) - path.at(START + (double) i * seconds))
                        .map(move -> move * move)
                        .sum()
                / steps;

        assertThat(variance / seconds).isCloseTo(1, within(0.1));
    }

    @Test
    void what_it_does_next_does_not_follow_from_what_it_did() {
        int steps = 20_000;
        var path = new BrownianPath(3);

        double covariance = IntStream.range(1, steps)
                        .mapToDouble(i -> (path.at(START + i + 1) - path.at(START + i))
                                * (path.at(START + i) - path.at(START + i - 1)))
                        .sum()
                / steps;

        assertThat(covariance).isCloseTo(0, within(0.03));
    }

    @Test
    void never_jumps() {
        var path = new BrownianPath(11);

        double widest = IntStream.range(0, 200_000)
                .mapToDouble(i -> Math.abs(path.at(START + i / 10.0 + 0.1) - path.at(START + i / 10.0)))
                .max()
                .orElseThrow();

        assertThat(widest).isLessThan(0.6);
    }

    @Test
    void is_refused_outside_its_span() {
        var path = new BrownianPath(1);

        assertThatThrownBy(() -> path.at(-1)).hasMessageContaining("second: -1.0");
        assertThatThrownBy(() -> path.at(BrownianPath.SPAN * 2.0)).hasMessageContaining("second: ");
    }

    @Test
    void a_reader_says_what_the_path_says_where_its_lines_meet_and_is_between_elsewhere() {
        var path = new BrownianPath(7);
        BrownianPath.Reader reader = path.reader(32);
        double knot = 32 * 121_875_000.0;

        for (double second : new double[] {knot, knot + 64, knot - 3_200_000, 0, BrownianPath.SPAN, 32}) {
            assertThat(reader.at(second)).isEqualTo(path.at(second));
        }
        assertThat(reader.at(knot + 8)).isCloseTo(0.75 * path.at(knot) + 0.25 * path.at(knot + 32), within(1e-9));
    }
}
