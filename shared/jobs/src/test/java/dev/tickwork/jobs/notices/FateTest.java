package dev.tickwork.jobs.notices;

import static dev.tickwork.jobs.notices.NoticeScene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class FateTest {
    @ParameterizedTest
    @CsvSource({"1, 60", "2, 120", "3, 240", "4, 480", "5, 960"})
    void what_was_certainly_not_sent_waits_longer_each_time(int attempts, long seconds) {
        assertThat(Fate.of(Delivery.later("refused", null), attempts, NOON))
                .isEqualTo(new Fate("due", NOON.plusSeconds(seconds), attempts, "refused"));
    }

    @Test
    void the_sixth_time_is_the_last() {
        assertThat(Fate.of(Delivery.later("refused", null), 6, NOON)).isEqualTo(new Fate("failed", NOON, 6, "refused"));
    }

    @Test
    void whoever_names_a_later_moment_is_believed() {
        assertThat(Fate.of(Delivery.later("429", NOON.plusSeconds(3600)), 1, NOON)
                        .at())
                .isEqualTo(NOON.plusSeconds(3600));
        assertThat(Fate.of(Delivery.later("429", NOON.plusSeconds(1)), 1, NOON).at())
                .isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void what_a_switch_held_back_does_not_count() {
        assertThat(Fate.of(Delivery.held("off"), 6, NOON)).isEqualTo(new Fate("held", NOON.plusSeconds(300), 5, "off"));
    }

    @Test
    void what_may_have_arrived_is_never_sent_again() {
        assertThat(Fate.of(Delivery.unknown("silence"), 1, NOON)).isEqualTo(new Fate("unknown", NOON, 1, "silence"));
        assertThat(Fate.of(Delivery.refused("no hook"), 1, NOON)).isEqualTo(new Fate("failed", NOON, 1, "no hook"));
        assertThat(Fate.of(Delivery.sent(), 1, NOON)).isEqualTo(new Fate("sent", NOON, 1, null));
    }

    @Test
    void an_operator_hears_of_what_is_wrong_and_not_of_a_switch() {
        assertThat(Fate.of(Delivery.sent(), 1, NOON).level()).isEqualTo(Level.INFO);
        assertThat(Fate.of(Delivery.held("off"), 1, NOON).level()).isEqualTo(Level.DEBUG);
        assertThat(Fate.of(Delivery.later("refused", null), 1, NOON).level()).isEqualTo(Level.WARN);
        assertThat(Fate.of(Delivery.unknown("silence"), 1, NOON).level()).isEqualTo(Level.WARN);
    }
}
