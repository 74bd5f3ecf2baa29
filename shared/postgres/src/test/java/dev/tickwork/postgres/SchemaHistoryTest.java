package dev.tickwork.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaHistoryTest {
    private static final Migration FIRST = new Migration("V202611220900__first.sql", 1);
    private static final Migration SECOND = new Migration("V202611221000__second.sql", 2);
    private static final Migration THIRD = new Migration("V202611221100__third.sql", 3);

    @Test
    void holds_what_was_applied_whatever_else_it_has() {
        var history = new SchemaHistory(List.of(FIRST, SECOND, THIRD), true);

        assertThat(history.holds(List.of(SECOND, FIRST))).isTrue();
        assertThat(history.newest()).isEqualTo("202611221100");
    }

    @Test
    void does_not_hold_what_is_missing_changed_or_failed() {
        assertThat(new SchemaHistory(List.of(FIRST), true).holds(List.of(FIRST, SECOND)))
                .isFalse();
        assertThat(new SchemaHistory(List.of(new Migration(FIRST.file(), 9)), true).holds(List.of(FIRST)))
                .isFalse();
        assertThat(new SchemaHistory(List.of(FIRST), false).holds(List.of(FIRST)))
                .isFalse();
    }

    @Test
    void is_ahead_of_a_file_that_arrives_late() {
        var history = new SchemaHistory(List.of(FIRST, THIRD), true);

        assertThat(history.isAheadOf(List.of(FIRST, SECOND, THIRD))).isTrue();
        assertThat(history.isAheadOf(List.of(FIRST))).isFalse();
        assertThat(new SchemaHistory(List.of(FIRST), true).isAheadOf(List.of(FIRST, SECOND)))
                .isFalse();
        assertThat(new SchemaHistory(List.of(), true).isAheadOf(List.of(FIRST))).isFalse();
    }
}
