package dev.tickwork.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final String ERASE = "\r\u001b[K";

    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final ProgressBar bar = new ProgressBar(new PrintStream(seen, true, StandardCharsets.UTF_8));

    @Test
    void it_shows_how_far_a_run_is() {
        bar.show(new Progress("daily-prices", 150, 450L, "VOO"));

        assertThat(seen()).isEqualTo(ERASE + "daily-prices [#######-----------------]  33% 150 of 450  VOO");
    }

    @Test
    void it_counts_where_nobody_knows_the_end() {
        bar.show(new Progress("daily-prices", 150, null, ""));

        assertThat(seen()).isEqualTo(ERASE + "daily-prices 150");
    }

    @Test
    void it_is_drawn_over_and_never_wraps() {
        bar.show(new Progress("daily-prices", 1, 2L, "a very\nlong message ".repeat(10)));
        bar.show(new Progress("daily-prices", 2, 2L, "done"));

        assertThat(seen().split(Pattern.quote(ERASE)))
                .containsExactly(
                        "",
                        "daily-prices [############------------]  50% 1 of 2  a very long message a ver…",
                        "daily-prices [########################] 100% 2 of 2  done");
    }

    @Test
    void a_line_of_the_log_takes_its_place_until_it_is_drawn_again() {
        bar.show(new Progress("daily-prices", 1, 2L, ""));

        assertThat(bar.beside("INFO something\n")).isEqualTo(ERASE + "INFO something\n");
        assertThat(bar.beside("INFO more\n")).isEqualTo("INFO more\n");
    }

    @Test
    void nothing_of_it_is_left() {
        bar.show(new Progress("daily-prices", 2, 2L, ""));
        bar.clear();

        assertThat(seen()).endsWith(ERASE);
    }

    private String seen() {
        return seen.toString(StandardCharsets.UTF_8);
    }
}
