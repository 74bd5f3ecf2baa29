package dev.tickwork.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvListTest {
    @Test
    void begins_with_the_names_of_the_columns() {
        assertThat(new CsvList(List.of("open_time", "old.close")).head(page("[]")))
                .isEqualTo("open_time,old_close\r\n");
    }

    @Test
    void writes_a_line_for_each_item() {
        var list = new CsvList(List.of("at", "old.close", "gone", "final"));
        Page page = page("""
            [{"at": "2026-03-02T12:00:00Z", "old": {"close": "-1.5"}, "gone": null, "final": true},
             {"at": "2026-03-02T13:00:00Z", "final": false}]
            """);

        assertThat(list.items(page)).isEqualTo("2026-03-02T12:00:00Z,-1.5,,true\r\n2026-03-02T13:00:00Z,,,false\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=1+1 | '=1+1",
                "+41 79 | '+41 79",
                "-cmd | '-cmd",
                "@now | '@now",
                "=A1,B1 | \"'=A1,B1\"",
                "-12.50 | -12.50",
                "1e5 | 1e5",
                "say \"no\" | \"say \"\"no\"\"\"",
                "a,b | \"a,b\"",
            })
    void text_is_quoted_and_never_a_formula_and_numbers_stay_numbers(String text, String cell) {
        var list = new CsvList(List.of("error"));
        var item = Wire.object().put("error", text);

        assertThat(list.items(page("[" + item + "]"))).isEqualTo(cell + "\r\n");
    }

    private static Page page(String items) {
        return Page.of("{\"items\":" + items + ",\"next_cursor\":null}");
    }
}
