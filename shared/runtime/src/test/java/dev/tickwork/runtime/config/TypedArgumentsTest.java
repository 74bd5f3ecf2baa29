package dev.tickwork.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypedArgumentsTest {
    enum Mode {
        SMART,
        FULL
    }

    record Refresh(
            Mode mode,
            List<String> symbols,
            boolean force,
            @Nullable LocalDate since) {
        Refresh {
            if (mode == Mode.FULL && since != null) {
                throw new IllegalArgumentException("since: goes with mode smart only");
            }
        }
    }

    @Test
    void texts_become_what_the_job_takes() {
        var made = TypedArguments.of(
                Refresh.class, Map.of("mode", "smart", "symbols", "VOO, QQQ", "force", "yes", "since", "2026-03-02"));

        assertThat(made).isEqualTo(new Refresh(Mode.SMART, List.of("VOO", "QQQ"), true, LocalDate.parse("2026-03-02")));
    }

    @Test
    void what_may_be_left_out_is() {
        var made = TypedArguments.of(Refresh.class, Map.of("mode", "full", "symbols", "", "force", "false"));

        assertThat(made).isEqualTo(new Refresh(Mode.FULL, List.of(), false, null));
    }

    @Test
    void every_mistake_is_told() {
        Map<String, String> typed = Map.of("mode", "quick", "symbol", "VOO", "force", "false", "since", "yesterday");

        assertThatThrownBy(() -> TypedArguments.of(Refresh.class, typed))
                .isInstanceOfSatisfying(ConfigurationRefused.class, refused -> assertThat(refused.mistakes())
                        .extracting(Mistake::toString)
                        .anyMatch(text -> text.startsWith("--arg: mode: \"quick\" is not one of smart, full"))
                        .anyMatch(text -> text.contains("symbol: is not a known key; did you mean symbols?"))
                        .anyMatch(text -> text.startsWith("--arg: since: ")));
    }

    @Test
    void what_the_record_itself_refuses_is_told_too() {
        Map<String, String> typed = Map.of("mode", "full", "symbols", "VOO", "force", "no", "since", "2026-03-02");

        assertThatThrownBy(() -> TypedArguments.of(Refresh.class, typed))
                .hasMessageContaining("--arg: since: goes with mode smart only");
    }
}
