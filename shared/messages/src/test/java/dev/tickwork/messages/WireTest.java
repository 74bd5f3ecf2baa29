package dev.tickwork.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    record Leg(String symbol, BigDecimal price) {}

    record Basket(
            int size,
            Instant asOf,
            Duration age,
            @Nullable BigDecimal fee,
            @Nullable String addedLater,
            List<Leg> legs) {}

    record Door(boolean isLocked, boolean closed) {
        public boolean isOpen() {
            return !closed;
        }
    }

    record Tick(Instant at) {}

    record Trip(
            Leg first,
            List<Leg> legs,
            @Nullable List<Leg> more,
            @Nullable List<List<Leg>> rows) {}

    record Names(List<@Nullable String> names) {}

    record Round(@JsonProperty("final") boolean isFinal) {}

    private static final String BASKET = """
            {"size":1,"as_of":"2026-03-02T12:00:00.123456Z","age":"PT5S","fee":null,"added_later":null,\
            "legs":[{"symbol":"XAUUSD","price":"123456789012.1234567890"}]}""";

    @Test
    void a_record_round_trips_through_text_with_every_digit() {
        var basket = Wire.decode(BASKET, Basket.class);

        assertThat(basket.legs().get(0).price()).isEqualTo(new BigDecimal("123456789012.1234567890"));
        assertThat(Wire.encode(basket)).isEqualTo(BASKET);
    }

    @Test
    void a_record_says_its_components_and_nothing_else() {
        var text = Wire.encode(new Door(true, true));

        assertThat(text).isEqualTo("{\"is_locked\":true,\"closed\":true}");
        assertThat(Wire.decode(text, Door.class)).isEqualTo(new Door(true, true));
    }

    @Test
    void a_component_may_be_called_by_a_word_that_java_keeps_for_itself() {
        var text = Wire.encode(new Round(true));

        assertThat(text).isEqualTo("{\"final\":true}");
        assertThat(Wire.decode(text, Round.class)).isEqualTo(new Round(true));
    }

    @Test
    void decimals_never_turn_into_exponents() {
        assertThat(Wire.encode(new Leg("A", new BigDecimal("1E+3")))).contains("\"1000\"");
        assertThat(Wire.encode(new Leg("A", new BigDecimal("0.00000001")))).contains("\"0.00000001\"");
    }

    @Test
    void a_moment_is_written_as_java_writes_it() {
        var random = new Random(1);
        Stream.concat(
                        Stream.of(
                                        "1969-12-31T23:59:59Z",
                                        "0000-01-01T00:00:00Z",
                                        "9999-12-31T23:59:59.999999999Z",
                                        "+10000-01-01T00:00:00Z",
                                        "2024-02-29T00:00:00.100Z")
                                .map(Instant::parse),
                        random.longs(1_000, 0, 300_000_000_000L)
                                .mapToObj(second -> Instant.ofEpochSecond(second, digits(random))))
                .forEach(moment -> assertThat(Wire.encode(new Tick(moment))).isEqualTo("{\"at\":\"" + moment + "\"}"));
    }

    private static long digits(Random random) {
        long nanos = random.nextInt(1_000_000_000);
        long rest = new long[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
        return nanos / rest * rest;
    }

    @Test
    void unknown_fields_are_ignored_and_nullable_ones_may_be_missing() {
        var basket = Wire.decode("""
                {"size":1,"as_of":"2026-03-02T12:00:00Z","age":"PT5S","legs":[],"from_the_future":{"a":1}}""", Basket.class);

        assertThat(basket.fee()).isNull();
        assertThat(basket.addedLater()).isNull();
    }

    @Test
    void a_missing_number_is_refused_and_never_zero() {
        assertThatThrownBy(() ->
                        Wire.decode("{\"as_of\":\"2026-03-02T12:00:00Z\",\"age\":\"PT5S\",\"legs\":[]}", Basket.class))
                .isInstanceOf(WireException.class)
                .hasMessage("Basket: size is missing");
    }

    @Test
    void a_missing_component_inside_a_list_is_refused() {
        assertThatThrownBy(() -> Wire.decode(BASKET.replace("\"symbol\":\"XAUUSD\",", ""), Basket.class))
                .isInstanceOf(WireException.class)
                .hasMessage("Leg: symbol is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'legs':[]}                                                   | Trip: first is missing",
                "{'first':null,'legs':[]}                                      | Trip: first is missing",
                "{'first':{'symbol':'A'},'legs':[]}                            | Leg: price is missing",
                "{'first':{'symbol':null,'price':'1'},'legs':[]}               | Leg: symbol is missing",
                "{'first':{'symbol':'A','price':'1'}}                          | Trip: legs is missing",
                "{'first':{'symbol':'A','price':'1'},'legs':null}              | Trip: legs is missing",
                "{'first':{'symbol':'A','price':'1'},'legs':[null]}            | Leg is not a JSON object",
                "{'first':{'symbol':'A','price':'1'},'legs':[{'symbol':'A'}]}  | Leg: price is missing",
                "{'first':{'symbol':'A','price':'1'},'legs':[],'more':[null]}  | Leg is not a JSON object",
                "{'first':{'symbol':'A','price':'1'},'legs':[],'more':[{}]}    | Leg: symbol is missing",
                "{'first':{'symbol':'A','price':'1'},'legs':[],'rows':[[null]]}| Leg is not a JSON object",
                "null                                                          | Trip is not a JSON object"
            },
            quoteCharacter = '"')
    void what_a_record_must_have_is_missed_at_any_depth(String json, String complaint) {
        assertThatThrownBy(() -> Wire.decode(json.replace('\'', '"'), Trip.class))
                .isInstanceOf(WireException.class)
                .hasMessage(complaint);
    }

    @Test
    void a_list_that_may_be_missing_may_be_null_too() {
        var leg = "{\"symbol\":\"A\",\"price\":\"1\"}";

        assertThat(Wire.decode("{\"first\":" + leg + ",\"legs\":[],\"more\":null}", Trip.class))
                .isEqualTo(new Trip(new Leg("A", BigDecimal.ONE), List.of(), null, null));
    }

    @Test
    void a_list_of_texts_may_have_holes() {
        assertThat(Wire.decode("{\"names\":[\"a\",null]}", Names.class).names()).containsExactly("a", null);
    }

    @Test
    void what_is_not_an_object_is_refused() {
        assertThatThrownBy(() -> Wire.decode("[]", Leg.class)).hasMessage("Leg is not a JSON object");
        assertThatThrownBy(() -> Wire.decode("{\"symbol\"", Leg.class)).hasMessageStartingWith("not JSON");
        assertThatThrownBy(() -> Wire.decode("{\"symbol\":\"A\",\"price\":\"abc\"}", Leg.class))
                .isInstanceOf(WireException.class);
    }

    @Test
    void roles_travel_by_their_labels() {
        assertThat(Wire.encode(new Caller("ann", Role.OPERATOR)))
                .isEqualTo("{\"subject\":\"ann\",\"role\":\"operator\"}");
        assertThat(Wire.decode("{\"subject\":\"ann\",\"role\":\"operator\"}", Caller.class))
                .isEqualTo(new Caller("ann", Role.OPERATOR));
    }
}
