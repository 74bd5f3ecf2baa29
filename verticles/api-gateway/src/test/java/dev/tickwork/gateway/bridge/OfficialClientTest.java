package dev.tickwork.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.messages.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The wire as {@code @vertx/eventbus-bridge-client.js} 1.0.0 speaks it over sockjs-client: a ping without headers at once
 * and every 5 s, one register frame per address whatever the number of handlers, the token in each frame's headers, reply
 * addresses made by the client.
 */
class OfficialClientTest {
    private static final String HEADERS = "\"headers\":{\"Authorization\":\"Bearer anna\"}";

    @Test
    void its_frames_in_their_order_are_understood() throws Exception {
        try (Gate gate = Gate.open()) {
            gate.push("prices.XAUUSD", "{\"price\":\"4100.10\"}");
            Browser client = gate.sockJsBrowser();
            assertThat(client.text()).isEqualTo("o");

            client.say(framed("{\"type\":\"ping\"}"))
                    .say(framed("{\"type\":\"register\",\"address\":\"live.prices.XAUUSD\"," + HEADERS + "}"))
                    .say(framed("{\"type\":\"ping\"}"))
                    .say(framed("{\"type\":\"send\",\"address\":\"api.jobs.status\"," + HEADERS
                            + ",\"body\":{},\"replyAddress\":\"6c0c6e2e-0b9d-4b9c-8a4e-0d5d8f5d8a01\"}"));

            JsonNode value = unframed(client.text());
            assertThat(value.path("type").asText()).isEqualTo("rec");
            assertThat(value.path("address").asText()).isEqualTo("live.prices.XAUUSD");
            assertThat(value.at("/body/price").asText()).isEqualTo("4100.10");
            JsonNode reply = unframed(client.text());
            assertThat(reply.path("address").asText()).isEqualTo("6c0c6e2e-0b9d-4b9c-8a4e-0d5d8f5d8a01");
            assertThat(reply.at("/body/operation").asText()).isEqualTo("jobs.status");
        }
    }

    @Test
    void an_error_for_an_address_carries_what_its_handlers_are_given() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser client = gate.sockJsBrowser();
            client.text();

            client.say(framed("{\"type\":\"register\",\"address\":\"live.keys\"," + HEADERS + "}"));

            JsonNode error = unframed(client.text());
            assertThat(error.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("type", "address", "failureCode", "failureType", "message");
        }
    }

    @Test
    void a_client_that_only_pings_is_closed() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.tokenWait(Duration.ofMillis(500)))) {
            Browser client = gate.sockJsBrowser();
            client.text();

            client.say(framed("{\"type\":\"ping\"}"));

            assertThat(client.text()).startsWith("c[");
        }
    }

    @Test
    void a_client_is_told_why_before_it_is_closed() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser client = gate.sockJsBrowser();
            client.say(framed("{\"type\":\"register\",\"address\":\"live.prices.XAUUSD\"," + HEADERS + "}"));
            client.text();
            gate.push("prices.XAUUSD", "1");
            client.text();

            gate.revoke("key-anna");

            assertThat(nextError(client).path("message").asText()).startsWith("token_ended");
            assertThat(client.text()).startsWith("c[");
        }
    }

    /** A value may come twice: as the last one of its topic, and as it is told. */
    private static JsonNode nextError(Browser client) throws Exception {
        JsonNode frame = unframed(client.text());
        while (frame.path("type").asText().equals("rec")) {
            frame = unframed(client.text());
        }
        return frame;
    }

    @Test
    void a_browser_behind_a_proxy_without_websockets_polls() throws Exception {
        try (Gate gate = Gate.open()) {
            gate.push("prices.XAUUSD", "\"4100.10\"");
            String session = "http://127.0.0.1:" + gate.port() + "/eventbus/000/polling1/";
            assertThat(post(session + "xhr", "").body()).isEqualTo("o\n");

            HttpResponse<String> sent = post(
                    session + "xhr_send",
                    framed("{\"type\":\"register\",\"address\":\"live.prices.XAUUSD\"," + HEADERS + "}"));

            assertThat(sent.statusCode()).isEqualTo(204);
            assertThat(post(session + "xhr", "").body()).startsWith("a[").contains("4100.10");
        }
    }

    @Test
    void a_polling_browser_cannot_send_more_than_a_frame_may_hold() throws Exception {
        try (Gate gate = Gate.open()) {
            String session = "http://127.0.0.1:" + gate.port() + "/eventbus/000/polling2/";
            post(session + "xhr", "");

            HttpResponse<String> sent = post(session + "xhr_send", framed("x".repeat(20_000)));

            assertThat(sent.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void neither_other_origins_nor_cookies_nor_relics_are_offered() throws Exception {
        try (Gate gate = Gate.open()) {
            String bridge = "http://127.0.0.1:" + gate.port() + "/eventbus/";
            HttpRequest info = HttpRequest.newBuilder(URI.create(bridge + "info"))
                    .header("Origin", "https://elsewhere.example")
                    .build();

            HttpResponse<String> answer = http().send(info, BodyHandlers.ofString());

            assertThat(Wire.tree(answer.body()).path("cookie_needed").asBoolean())
                    .isFalse();
            assertThat(answer.headers().map()).doesNotContainKeys("access-control-allow-origin", "set-cookie");
            for (String relic :
                    List.of("iframe.html", "iframe-1.2.html", "000/abc/jsonp?c=x", "000/abc/htmlfile?c=x")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(bridge + relic)).build();
                assertThat(http().send(request, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(404);
            }
        }
    }

    /** A new one each time: SockJS ends the connection after each answer to a poll. */
    private static HttpClient http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @CanIgnoreReturnValue
    private static HttpResponse<String> post(String uri, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http().send(request, BodyHandlers.ofString());
    }

    /** As SockJS sends it: an array of messages, each a JSON string. */
    private static String framed(String frame) {
        return "[" + Wire.object().textNode(frame) + "]";
    }

    private static JsonNode unframed(String frame) {
        assertThat(frame).startsWith("a[");
        return Wire.tree(Wire.tree(frame.substring(1)).get(0).asText());
    }
}
