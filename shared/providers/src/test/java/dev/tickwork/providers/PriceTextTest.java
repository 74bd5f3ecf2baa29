package dev.tickwork.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.17421", "0.000000059134013", "2650.12000", "999999999999.99", "0.000000000000000001"})
    void reads_every_digit(String text) throws Unusable {
        assertThat(PriceText.read("close", TextNode.valueOf(text))).isEqualTo(new BigDecimal(text));
    }

    @Test
    void reads_json_numbers_and_powers_of_ten_as_plain_numbers() throws Unusable {
        assertThat(PriceText.read("rate", DecimalNode.valueOf(new BigDecimal("1.16844"))))
                .isEqualTo(new BigDecimal("1.16844"));
        assertThat(PriceText.read("rate", IntNode.valueOf(42))).isEqualTo(new BigDecimal("42"));
        assertThat(PriceText.read("rate", TextNode.valueOf("4.2E3"))).isEqualTo(new BigDecimal("4200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00000",
                "-1.5",
                "1e400",
                "1e999999999",
                "1e-400",
                "1000000000000",
                "0.0000000000000000001",
                "11111111111111111111111111111111111111111111111111"
            })
    void refuses_what_nothing_can_cost(String text) {
        assertThatThrownBy(() -> PriceText.read("close", TextNode.valueOf(text)))
                .isInstanceOf(Unusable.class)
                .hasMessageStartingWith("close cannot be \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NaN", "Infinity", "1,234.5", "0x10", "--", "1.2.3", "١٢٣x"})
    void refuses_what_is_no_number(String text) {
        assertThatThrownBy(() -> PriceText.read("close", TextNode.valueOf(text)))
                .isInstanceOf(Unusable.class)
                .hasMessageStartingWith("close is not a number");
    }

    @Test
    void refuses_what_is_not_there() {
        assertThatThrownBy(() -> PriceText.read("close", NullNode.instance)).hasMessage("close is missing");
        assertThatThrownBy(() -> PriceText.read("close", MissingNode.getInstance()))
                .hasMessage("close is missing");
    }
}
