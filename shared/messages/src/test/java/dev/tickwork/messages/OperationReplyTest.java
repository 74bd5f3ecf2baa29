package dev.tickwork.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationReplyTest {
    record Price(BigDecimal price) {}

    @Test
    void a_body_travels_as_its_room_wrote_it() {
        var reply = new OperationReply(200, "{\"price\": \"1.50\",\"note\":\"a \\\"b\\\"\"}", Map.of("ETag", "\"1\""));

        OperationReply told = Wire.decode(Wire.encode(reply), OperationReply.class);

        assertThat(told).isEqualTo(reply);
        assertThat(told.body().get("note").textValue()).isEqualTo("a \"b\"");
    }

    @Test
    void a_record_is_written_as_every_record_is() {
        assertThat(OperationReply.ok(new Price(new BigDecimal("1E+3"))).json()).isEqualTo("{\"price\":\"1000\"}");
    }

    @Test
    void nothing_stays_nothing() {
        OperationReply told = Wire.decode(Wire.encode(OperationReply.noContent()), OperationReply.class);

        assertThat(told.json()).isNull();
        assertThat(told.body()).isNull();
    }

    @Test
    void what_an_older_release_said_is_understood_in_any_order() {
        var told = Wire.decode("{\"headers\":{},\"later\":[1],\"body\":[],\"status\":201}", OperationReply.class);

        assertThat(told).isEqualTo(new OperationReply(201, "[]", Map.of()));
        assertThatThrownBy(() -> Wire.decode("{\"body\":{},\"headers\":{}}", OperationReply.class))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("status");
    }
}
