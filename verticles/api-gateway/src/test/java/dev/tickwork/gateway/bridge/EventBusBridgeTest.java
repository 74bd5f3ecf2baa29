package dev.tickwork.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.gateway.auth.Identity;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBusBridgeTest {
    private static final Duration MOMENT = Duration.ofMillis(500);

    @Test
    void a_browser_gets_the_last_value_and_every_newer_one_as_they_were_pushed() throws Exception {
        try (Gate gate = Gate.open()) {
            gate.push("prices.XAUUSD", "{\"price\":\"4100.10\"}");

            Browser anna = gate.browser().register("live.prices.XAUUSD", "anna");

            assertThat(anna.text())
                    .isEqualTo(
                            "{\"type\":\"rec\",\"address\":\"live.prices.XAUUSD\",\"body\":{\"price\":\"4100.10\"}}");
            gate.push("prices.XAUUSD", "{\"price\":\"4100.20\"}");
            assertThat(anna.next().at("/body/price").asText()).isEqualTo("4100.20");
        }
    }

    @Test
    void a_candle_of_the_past_is_told_to_those_who_listen_and_to_nobody_later() throws Exception {
        try (Gate gate = Gate.open()) {
            gate.push("candles.BTCUSD.1h", "{\"open_time\":\"2026-03-02T12:00:00Z\"}");
            Browser anna = gate.browser().register("live.candles.BTCUSD.1h", "anna");
            assertThat(anna.next().at("/body/open_time").asText()).isEqualTo(Gate.NOON);

            gate.push("candles.BTCUSD.1h", "{\"open_time\":\"2026-03-02T09:00:00Z\"}");

            assertThat(anna.next().at("/body/open_time").asText()).isEqualTo("2026-03-02T09:00:00Z");
            Browser bert = gate.browser().register("live.candles.BTCUSD.1h", "bert");
            assertThat(bert.next().at("/body/open_time").asText()).isEqualTo(Gate.NOON);
        }
    }

    @Test
    void hears_no_more_after_it_took_itself_off() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser()
                    .register("live.prices.A", "anna")
                    .register("live.prices.B", "anna")
                    .unregister("live.prices.A");
            answered(anna);

            gate.push("prices.A", "1");
            gate.push("prices.B", "2");

            assertThat(anna.next().path("address").asText()).isEqualTo("live.prices.B");
        }
    }

    @Test
    void a_browser_without_a_token_hears_nothing_and_is_closed() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.tokenWait(MOMENT))) {
            gate.push("prices.XAUUSD", "1");

            Browser stranger = gate.browser().say("{\"type\":\"ping\"}");

            assertThat(stranger.closeCode()).isEqualTo(4401);
            assertThat(stranger.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"register\",\"address\":\"live.prices.XAUUSD\"}",
                "{\"type\":\"register\",\"address\":\"live.prices.XAUUSD\",\"headers\":{\"Authorization\":\"Bearer mallory\"}}",
                "{\"type\":\"send\",\"address\":\"api.jobs.status\",\"replyAddress\":\"1\",\"headers\":{}}",
                "{\"type\":\"publish\",\"address\":\"live.prices.XAUUSD\",\"body\":1}",
                "{\"type\":\"dance\"}",
                "not json",
                "[]",
                ""
            })
    void a_first_frame_that_proves_nothing_ends_the_connection_without_a_word(String frame) throws Exception {
        try (Gate gate = Gate.open()) {
            gate.push("prices.XAUUSD", "1");

            Browser stranger = gate.browser().say(frame);

            assertThat(stranger.closeCode()).isEqualTo(4401);
            assertThat(stranger.rest()).isEmpty();
        }
    }

    @Test
    void says_that_it_may_work_later_when_tokens_cannot_be_checked_now() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.sockets(1))) {
            Browser first = gate.browser().register("live.jobs", "anna");
            answered(first);

            Browser second = gate.browser();

            assertThat(second.closeCode()).isEqualTo(1013);
            assertThat(first.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "live.prices.",
                "live.prices..A",
                "live.prices.*",
                "live.user.bert",
                "live.user.",
                "live.keys",
                "event.prices.updated",
                "node.a",
                "live",
                "prices.XAUUSD"
            })
    void refuses_addresses_that_this_browser_may_not_hear(String address) throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register(address, "anna");

            JsonNode refusal = anna.next();

            assertThat(refusal.path("type").asText()).isEqualTo("err");
            assertThat(refusal.path("address").asText()).isEqualTo(address);
            assertThat(refusal.path("failureCode").asInt()).isEqualTo(403);
            assertThat(refusal.path("message").asText()).startsWith("access_denied");
        }
    }

    @Test
    void only_the_subject_itself_hears_what_is_its_own() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.user.anna", "anna");
            answered(anna);

            gate.push("user.bert", "{\"for\":\"bert\"}");
            gate.push("user.anna", "{\"for\":\"anna\"}");

            assertThat(anna.next().at("/body/for").asText()).isEqualTo("anna");
        }
    }

    @Test
    void nobody_publishes() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser bert = gate.browser()
                    .say(Browser.frame("publish", "live.prices.XAUUSD", "bert").toString());

            assertThat(bert.next().path("failureCode").asInt()).isEqualTo(403);
        }
    }

    @Test
    void an_operation_is_asked_in_the_name_of_the_tokens_subject_and_answers_to_the_reply_address() throws Exception {
        try (Gate gate = Gate.open()) {
            var frame = Browser.frame("send", "api.prices.list", "anna").put("replyAddress", "r-1");
            frame.putObject("body").putObject("parameters").put("symbols", "XAUUSD");

            JsonNode reply = gate.browser().say(frame.toString()).next();

            assertThat(reply.path("type").asText()).isEqualTo("rec");
            assertThat(reply.path("address").asText()).isEqualTo("r-1");
            assertThat(reply.at("/headers/status").asText()).isEqualTo("200");
            assertThat(reply.at("/body/operation").asText()).isEqualTo("prices.list");
            assertThat(reply.at("/body/subject").asText()).isEqualTo("anna");
            assertThat(reply.at("/body/message/parameters/symbols").asText()).isEqualTo("XAUUSD");
            assertThat(reply.toString()).doesNotContain("Bearer");
        }
    }

    @Test
    void a_problem_reaches_the_reply_handler_with_its_status_and_code() throws Exception {
        try (Gate gate = Gate.open()) {
            gate.operations = (id, who, message) -> Future.failedFuture(ApiProblem.notFound("no NOPE"));

            JsonNode answer = gate.browser()
                    .say(Browser.frame("send", "api.prices.get", "anna")
                            .put("replyAddress", "r-2")
                            .toString())
                    .next();

            assertThat(answer.path("type").asText()).isEqualTo("err");
            assertThat(answer.path("address").asText()).isEqualTo("r-2");
            assertThat(answer.path("failureCode").asInt()).isEqualTo(404);
            assertThat(answer.path("message").asText()).isEqualTo("not_found: no NOPE");
        }
    }

    @Test
    void a_failure_inside_is_told_without_its_details() throws Exception {
        try (Gate gate = Gate.open()) {
            gate.operations = (id, who, message) -> {
                throw new IllegalStateException("secret");
            };

            JsonNode answer = gate.browser()
                    .say(Browser.frame("send", "api.prices.get", "anna")
                            .put("replyAddress", "r")
                            .toString())
                    .next();

            assertThat(answer.path("failureCode").asInt()).isEqualTo(500);
            assertThat(answer.toString()).doesNotContain("secret");
        }
    }

    @Test
    void sends_go_to_operations_only() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser bert = gate.browser()
                    .say(Browser.frame("send", "node.health", "bert").toString());

            assertThat(bert.next().path("failureCode").asInt()).isEqualTo(403);
        }
    }

    @Test
    void a_browser_waits_for_a_few_answers_at_once_only() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.requests(2))) {
            Promise<OperationReply> late = Promise.promise();
            gate.operations = (id, who, message) -> late.future();
            Browser anna = gate.browser();
            IntStream.range(0, 3)
                    .forEach(i -> anna.say(Browser.frame("send", "api.a", "anna")
                            .put("replyAddress", "r" + i)
                            .toString()));

            JsonNode refusal = anna.next();

            assertThat(refusal.path("address").asText()).isEqualTo("r2");
            assertThat(refusal.path("failureCode").asInt()).isEqualTo(429);
            late.complete(OperationReply.noContent());
            assertThat(List.of(
                            anna.next().path("address").asText(),
                            anna.next().path("address").asText()))
                    .containsExactlyInAnyOrder("r0", "r1");
        }
    }

    @Test
    void an_answer_that_the_browser_has_not_taken_counts_as_one_it_waits_for() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.requests(4))) {
            var large = new OperationReply(200, Wire.object().put("text", "x".repeat(200_000)), Map.of());
            gate.operations = (id, who, message) -> Future.succeededFuture(large);
            Browser anna = gate.browser().register("live.jobs", "anna");
            anna.socket.pause();
            int requests = 200;

            IntStream.range(0, requests)
                    .forEach(i -> anna.say(Wire.object()
                            .put("type", "send")
                            .put("address", "api.a")
                            .put("replyAddress", "r" + i)
                            .toString()));

            gate.untilMeter("tickwork.bridge.frames.refused", refused -> refused > 0);
            anna.socket.resume();
            assertThat(IntStream.range(0, requests).mapToObj(i -> anna.next()))
                    .extracting(answer -> answer.path("failureCode").asInt())
                    .contains(429)
                    .hasSize(requests);
            answered(anna);
        }
    }

    @Test
    void a_later_frame_of_the_same_subject_renews_the_token() throws Exception {
        try (Gate gate = Gate.open()) {
            Instant noon = Instant.parse(Gate.NOON);
            gate.identities.put("Bearer t1", new Identity("anna", Role.VIEWER, "t1", noon.plusSeconds(60)));
            gate.identities.put("Bearer t2", new Identity("anna", Role.VIEWER, "t2", noon.plusSeconds(120)));
            Browser anna = gate.browser().register("live.prices.A", "t1").register("live.prices.B", "t2");
            answered(anna);

            gate.time.advance(Duration.ofSeconds(90));
            gate.push("prices.A", "1");
            assertThat(anna.next().path("type").asText()).isEqualTo("rec");

            gate.time.advance(Duration.ofSeconds(60));
            assertThat(anna.next().path("message").asText()).startsWith("token_ended");
            assertThat(anna.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void another_subjects_token_is_refused_and_changes_nothing() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.user.anna", "anna").register("live.user.bert", "bert");

            assertThat(anna.next().path("message").asText()).startsWith("other_subject");
            gate.push("user.bert", "\"b\"");
            gate.push("user.anna", "\"a\"");
            assertThat(anna.next().path("body").asText()).isEqualTo("a");
        }
    }

    @Test
    void a_revoked_credential_closes_its_connections_and_no_others() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.jobs", "anna");
            Browser bert = gate.browser().register("live.jobs", "bert");
            answered(anna);
            answered(bert);

            gate.revoke("key-anna");

            assertThat(anna.next().path("failureCode").asInt()).isEqualTo(401);
            assertThat(anna.closeCode()).isEqualTo(4401);
            gate.push("jobs", "{}");
            assertThat(bert.next().path("address").asText()).isEqualTo("live.jobs");
        }
    }

    @Test
    void a_credential_whose_revocation_nobody_told_ends_its_connection_half_a_minute_later() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.jobs", "anna");
            Browser bert = gate.browser().register("live.jobs", "bert");
            answered(anna);
            answered(bert);

            gate.identities.remove("Bearer anna");
            gate.time.advance(Duration.ofSeconds(30));

            assertThat(anna.next().path("message").asText()).startsWith("token_ended");
            assertThat(anna.closeCode()).isEqualTo(4401);
            answered(bert);
        }
    }

    @Test
    void a_credential_that_cannot_be_checked_any_more_ends_its_connection_for_now() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.jobs", "anna");
            answered(anna);

            gate.trouble = ApiProblem.unavailable("credentials_unavailable", "not now", Duration.ofSeconds(5));
            gate.time.advance(Duration.ofSeconds(30));

            assertThat(anna.next().path("message").asText()).startsWith("try_later");
            assertThat(anna.closeCode()).isEqualTo(1013);
        }
    }

    @Test
    void lines_are_numbered_so_that_a_browser_sees_what_it_missed() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.jobs", "anna");
            answered(anna);

            gate.push("jobs", "{\"n\":1}");
            gate.bridge().missed();
            gate.push("jobs", "{\"n\":2}");

            assertThat(anna.next().at("/headers/seq").asText()).isEqualTo("1");
            JsonNode gap = anna.next();
            assertThat(gap.at("/headers/gap").asText()).isEqualTo("0");
            assertThat(gap.path("body").isNull()).isTrue();
            assertThat(anna.next().at("/headers/seq").asText()).isEqualTo("3");
        }
    }

    @Test
    void a_slow_browser_gets_the_newest_value_of_each_topic_and_not_all_that_were() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.prices.A", "anna").register("live.prices.B", "anna");
            answered(anna);
            anna.socket.pause();
            int pushes = 2_000;

            IntStream.rangeClosed(1, pushes).forEach(i -> {
                gate.push("prices.A", value(i));
                gate.push("prices.B", value(-i));
                gate.settled();
            });
            anna.socket.resume();

            int received = 0;
            boolean hasNewestOfA = false;
            boolean hasNewestOfB = false;
            while (!hasNewestOfA || !hasNewestOfB) {
                String frame = anna.text();
                received++;
                hasNewestOfA |= frame.contains("\"n\":" + pushes + ",");
                hasNewestOfB |= frame.contains("\"n\":" + -pushes + ",");
            }
            assertThat(received).isLessThan(pushes);
            assertThat(gate.meter("tickwork.bridge.values.conflated")).isEqualTo(2 * pushes - received);
        }
    }

    @Test
    void a_slow_browser_is_told_which_lines_it_will_not_get() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.lines(10))) {
            Browser anna = gate.browser().register("live.news", "anna");
            answered(anna);
            anna.socket.pause();
            int pushes = 2_000;

            IntStream.rangeClosed(1, pushes).forEach(i -> gate.push("news", value(i)));
            gate.settled();
            anna.socket.resume();

            long next = 1;
            long missing = 0;
            while (next <= pushes) {
                JsonNode line = anna.next();
                long gap = line.at("/headers/gap").asLong();
                missing += gap;
                assertThat(line.at("/headers/seq").asLong()).isEqualTo(gap == 0 ? next : next + gap - 1);
                next = line.at("/headers/seq").asLong() + 1;
            }
            assertThat(missing).isPositive();
            assertThat(gate.meter("tickwork.bridge.lines.dropped")).isEqualTo(missing);
        }
    }

    @Test
    void a_browser_that_takes_nothing_any_more_is_closed() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.stall(MOMENT))) {
            Browser anna = gate.browser().register("live.prices.A", "anna");
            answered(anna);
            anna.socket.pause();

            IntStream.rangeClosed(1, 2_000).forEach(i -> {
                gate.push("prices.A", value(i));
                gate.settled();
            });

            gate.untilMeter("tickwork.bridge.sockets", open -> open == 0);
        }
    }

    @Test
    void a_browser_that_says_nothing_any_more_is_closed() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.silence(MOMENT))) {
            Browser anna = gate.browser().register("live.prices.A", "anna");

            assertThat(anna.closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void too_many_frames_end_the_connection() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.subscriptions(10))) {
            Browser anna = gate.browser().register("live.jobs", "anna");
            answered(anna);

            IntStream.range(0, 500).forEach(i -> anna.say("{\"type\":\"ping\"}"));

            assertThat(anna.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void too_large_a_frame_ends_the_connection() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.jobs", "anna");
            answered(anna);

            anna.say("{\"type\":\"send\",\"address\":\"api.a\",\"body\":\"" + "x".repeat(20_000) + "\"}");

            assertThat(anna.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void a_connection_hears_only_so_many_addresses() throws Exception {
        try (Gate gate = Gate.open(limits -> limits.subscriptions(2))) {
            Browser anna = gate.browser()
                    .register("live.prices.A", "anna")
                    .register("live.prices.B", "anna")
                    .register("live.prices.A", "anna")
                    .register("live.prices.C", "anna");

            JsonNode refusal = anna.next();

            assertThat(refusal.path("address").asText()).isEqualTo("live.prices.C");
            assertThat(refusal.path("failureCode").asInt()).isEqualTo(429);
        }
    }

    @Test
    void browsers_that_all_come_back_at_once_all_get_what_they_ask_for() throws Exception {
        try (Gate gate = Gate.open()) {
            List<String> symbols = List.of("A", "B", "C", "D", "E", "F");
            symbols.forEach(symbol -> gate.push("prices." + symbol, "\"" + symbol + "\""));

            List<Browser> all = IntStream.range(0, 300)
                    .mapToObj(i -> gate.browser())
                    .peek(browser -> symbols.forEach(symbol -> browser.register("live.prices." + symbol, "anna")))
                    .toList();

            assertThat(all).allSatisfy(browser -> assertThat(symbols.stream()
                            .map(symbol -> browser.next().path("body").asText()))
                    .containsExactlyElementsOf(symbols));
        }
    }

    @Test
    void says_goodbye_when_the_gateway_stops() throws Exception {
        try (Gate gate = Gate.open()) {
            Browser anna = gate.browser().register("live.jobs", "anna");
            answered(anna);

            gate.stopBridge();

            assertThat(anna.next().path("message").asText()).startsWith("going_away");
            assertThat(anna.closeCode()).isEqualTo(1001);
        }
    }

    /** Waits until the bridge has dealt with everything this browser said. */
    private static void answered(Browser browser) {
        browser.say(Wire.object()
                .put("type", "send")
                .put("address", "api.ping")
                .put("replyAddress", "ping")
                .toString());
        assertThat(browser.next().path("address").asText()).isEqualTo("ping");
    }

    private static String value(int number) {
        return "{\"n\":" + number + ",\"text\":\"" + "x".repeat(1_000) + "\"}";
    }
}
