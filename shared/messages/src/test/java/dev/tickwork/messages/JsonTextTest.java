package dev.tickwork.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void an_object_comes_apart_into_its_fields_as_they_are_written() {
        Map<String, String> fields = JsonText.fields("""
                        { "a" : [1, {"b": "]}"}] ,"c":1.50,"d":null,"e" :"x","f":{} }
                        """);

        assertThat(fields)
                .containsExactly(
                        Map.entry("a", "[1, {\"b\": \"]}\"}]"),
                        Map.entry("c", "1.50"),
                        Map.entry("d", "null"),
                        Map.entry("e", "\"x\""),
                        Map.entry("f", "{}"));
        assertThat(Wire.tree("{" + JsonText.joined(fields) + "}")
                        .get("a")
                        .get(1)
                        .get("b")
                        .textValue())
                .isEqualTo("]}");
    }

    @Test
    void a_quote_or_a_backslash_in_a_text_does_not_end_it() {
        var fields = JsonText.fields("{\"a\\\"b\":\"\\\\\",\"c\":\"\\\\\\\",\"}");

        assertThat(fields).containsExactly(Map.entry("a\"b", "\"\\\\\""), Map.entry("c", "\"\\\\\\\",\""));
        assertThat(Wire.tree("{" + JsonText.joined(fields) + "}").has("a\"b")).isTrue();
    }

    @Test
    void an_array_has_a_size_whatever_is_in_it() {
        assertThat(JsonText.size("[]")).isZero();
        assertThat(JsonText.size("[ ]")).isZero();
        assertThat(JsonText.size("[1,[2,3],{\"a\":[4,5]},\",\"]")).isEqualTo(4);
    }

    @Test
    void what_is_cut_off_or_of_another_kind_is_refused() {
        for (String text : new String[] {"", "{", "{\"a\"", "{\"a\":", "{\"a\":[1", "{\"a\":\"x", "[1]", "null"}) {
            assertThatThrownBy(() -> JsonText.fields(text)).as(text).isInstanceOf(WireException.class);
        }
        assertThatThrownBy(() -> JsonText.size("{}")).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> JsonText.size("[1")).isInstanceOf(WireException.class);
    }
}
