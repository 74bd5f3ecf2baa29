package dev.tickwork.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.messages.JsonText.Part;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void an_object_comes_apart_into_its_fields_as_they_are_written() {
        Map<String, Part> fields = JsonText.fields("""
                { "a" : [1, {"b": "]}"}] ,"c":1.50,"d":null,"e" :"x","f":{}, "g": [ ] }""");

        assertThat(fields)
                .containsExactly(
                        Map.entry("a", new Part("[1, {\"b\": \"]}\"}]", 2)),
                        Map.entry("c", new Part("1.50", 0)),
                        Map.entry("d", new Part("null", 0)),
                        Map.entry("e", new Part("\"x\"", 0)),
                        Map.entry("f", new Part("{}", 0)),
                        Map.entry("g", new Part("[ ]", 0)));
        assertThat(Wire.tree("{" + JsonText.joined(fields) + "}").at("/a/1/b").textValue())
                .isEqualTo("]}");
    }

    @Test
    void a_quote_or_a_backslash_in_a_text_does_not_end_it() {
        var fields = JsonText.fields("{\"a\\\"b\":\"\\\\\",\"c\":\"\\\\\\\",\"}");

        assertThat(fields)
                .containsExactly(
                        Map.entry("a\"b", new Part("\"\\\\\"", 0)), Map.entry("c", new Part("\"\\\\\\\",\"", 0)));
        assertThat(Wire.tree("{" + JsonText.joined(fields) + "}").has("a\"b")).isTrue();
    }

    @Test
    void the_longest_field_is_not_looked_through_where_it_is_the_last_one() {
        assertThat(JsonText.fields("{\"a\":1,\"long\":[not even JSON]}", "long", Set.of("a")))
                .containsEntry("long", new Part("[not even JSON]", 0));
        assertThat(JsonText.fields("{\"long\":[1],\"a\":1}", "long", Set.of("a")))
                .containsEntry("long", new Part("[1]", 1))
                .containsEntry("a", new Part("1", 0));
    }

    @Test
    void what_is_cut_off_or_of_another_kind_is_refused() {
        for (String text :
                new String[] {"", "{", "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":[1", "{\"a\":\"x", "[1]", "null"}) {
            assertThatThrownBy(() -> JsonText.fields(text)).as(text).isInstanceOf(WireException.class);
        }
    }
}
