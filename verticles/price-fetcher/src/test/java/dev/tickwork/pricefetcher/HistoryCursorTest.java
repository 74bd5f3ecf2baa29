package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCursorTest {
    @Test
    void comes_back_as_it_was_given() {
        var cursor = new HistoryCursor(Instant.parse("2026-03-02T12:00:00.123456Z"), "twelvedata");

        assertThat(HistoryCursor.decoded(cursor.encoded())).hasValue(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!!", "bm90IGEgY3Vyc29y", "MjAyNi0wMy0wMlQxMjowMDowMFo", "bm93IHR3ZWx2ZWRhdGE"})
    void what_was_never_given_is_none(String text) {
        assertThat(HistoryCursor.decoded(text)).isEmpty();
    }
}
