package dev.tickwork.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.testkit.api.ApiCaller;
import dev.tickwork.testkit.api.ApiCaller.Answer;
import dev.tickwork.testservers.RealRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists that are longer than one page, from a room that has as many candles as a test wants. */
@ExtendWith(RealRedis.class)
class LongAnswersTest {
    private static final String PATH = "/api/v1/candles/BTCUSD/1m";
    private static final String CSV = "text/csv";
    private static final int PAGE = 1_000;
    private static final long NEWEST = Instant.parse("2026-03-02T12:00:00Z").getEpochSecond();

    private static final List<Integer> limits = new CopyOnWriteArrayList<>();
    private static House house;
    private static ApiCaller caller;
    private static String key;
    private static volatile int candles;
    private static volatile int failsAfter;

    @BeforeAll
    static void open() {
        house = House.open();
        house.answer("candles.list", LongAnswersTest::page);
        key = house.key("anna", Role.VIEWER);
        caller = house.gateway().as(key);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void begin() {
        limits.clear();
        candles = 2_500;
        failsAfter = Integer.MAX_VALUE;
    }

    @Test
    void a_list_that_fits_is_one_page() {
        Answer answer = caller.get(PATH + "?limit=10");

        assertThat(answer.size("/items")).isEqualTo(10);
        assertThat(answer.text("/symbol")).isEqualTo("BTCUSD");
        assertThat(answer.text("/next_cursor")).isEqualTo("10");
        assertThat(answer.header("Content-Length")).isNotNull();
        assertThat(limits).containsExactly(10);
    }

    @Test
    void a_limit_beyond_a_page_takes_several() {
        Answer answer = caller.get(PATH + "?limit=2200");

        assertThat(answer.size("/items")).isEqualTo(2_200);
        assertThat(answer.text("/items/2199/open_time")).isEqualTo(openTime(2_199));
        assertThat(answer.text("/next_cursor")).isEqualTo("2200");
        assertThat(limits).containsExactly(1_000, 1_000, 200);
    }

    @Test
    void all_of_it_has_no_limit_and_no_next_page() {
        Answer answer = caller.get(PATH + "?all=true&limit=10");

        assertThat(answer.size("/items")).isEqualTo(2_500);
        assertThat(answer.json().get("next_cursor").isNull()).isTrue();
    }

    @Test
    void an_empty_list_is_a_list() {
        candles = 0;

        assertThat(caller.get(PATH + "?all=true").size("/items")).isZero();
        assertThat(caller.with("Accept", CSV).get(PATH).body().lines()).hasSize(1);
    }

    @Test
    void csv_is_all_of_it_unless_limited() {
        Answer whole = caller.with("Accept", CSV).get(PATH);
        Answer part = caller.with("Accept", CSV).get(PATH + "?limit=3");

        assertThat(whole.header("Content-Type")).startsWith("text/csv");
        assertThat(whole.body().lines()).hasSize(1 + 2_500);
        assertThat(whole.body())
                .startsWith("open_time,open,high,low,close,volume,final,synthetic,seen_at,batch_id\r\n" + openTime(0)
                        + ",1,2,0.5,1.5,-1,true,false," + openTime(0) + ",1\r\n");
        assertThat(part.body().lines()).hasSize(1 + 3);
    }

    @Test
    void the_form_that_is_liked_better_wins() {
        Answer answer =
                caller.with("Accept", "text/csv;q=0.5, application/json").get(PATH + "?limit=1");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void it_is_compressed_for_whoever_can_read_that() throws IOException {
        try (Socket socket = asking("Accept: text/csv\r\nAccept-Encoding: gzip\r\n")) {
            Headers headers = headers(socket);
            var lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(new Dechunked(socket.getInputStream())), StandardCharsets.UTF_8));

            assertThat(headers.text()).contains("content-encoding: gzip");
            assertThat(lines.lines().count()).isEqualTo(1 + 2_500);
        }
    }

    @Test
    void a_problem_before_the_first_page_is_told_as_one() {
        failsAfter = 0;

        Answer answer = caller.get(PATH + "?all=true");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void a_problem_in_the_middle_ends_it_visibly() {
        failsAfter = 2;

        assertThatThrownBy(() -> caller.get(PATH + "?all=true")).hasRootCauseInstanceOf(IOException.class);
        assertThat(limits).hasSize(3);
    }

    @Test
    void head_tells_the_form_of_the_list_and_costs_one_item() {
        Answer json = caller.send("HEAD", PATH + "?all=true", null);
        Answer csv = caller.with("Accept", CSV).send("HEAD", PATH, null);

        assertThat(json.status()).isEqualTo(200);
        assertThat(json.body()).isEmpty();
        assertThat(json.header("Content-Type")).isEqualTo("application/json");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Length")).isNull();
        assertThat(limits).containsExactly(1, 1);
    }

    @Test
    void head_of_what_is_not_there_says_so() {
        failsAfter = 0;

        assertThat(caller.with("Accept", CSV).send("HEAD", PATH, null).status()).isEqualTo(404);
    }

    @Test
    void a_slow_reader_of_very_much_holds_up_only_itself() throws IOException {
        candles = 300_000;
        try (Socket socket = asking("Accept: text/csv\r\n")) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            int askedMeanwhile = limits.size();
            Headers headers = headers(socket);
            var lines = new BufferedReader(
                    new InputStreamReader(new Dechunked(socket.getInputStream()), StandardCharsets.UTF_8));

            assertThat(headers.text()).startsWith("HTTP/1.1 200 ");
            assertThat(askedMeanwhile).isBetween(1, 200);
            assertThat(lines.lines().count()).isEqualTo(1 + candles);
            assertThat(limits).hasSize(candles / PAGE);
        }
    }

    @Test
    void nobody_is_asked_for_one_who_is_gone() throws IOException {
        candles = Integer.MAX_VALUE;
        try (Socket socket = asking("Accept: text/csv\r\n")) {
            assertThat(headers(socket).text()).startsWith("HTTP/1.1 200 ");
        }

        House.until(() -> {
            int before = limits.size();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            return limits.size() == before;
        });
    }

    private static OperationReply page(OperationRequest request) {
        int limit = request.parameters().get("limit").intValue();
        limits.add(limit);
        if (limits.size() > failsAfter) {
            throw ApiProblem.notFound("there is nothing more");
        }
        int from = Integer.parseInt(request.parameters().path("cursor").asText("0"));
        int until = Math.min(candles, from + limit);
        ObjectNode page = Wire.object()
                .put("symbol", "BTCUSD")
                .put("timeframe", "1m")
                .put("source", "bitfinex")
                .put("simulated", true)
                .putNull("as_of");
        ArrayNode items = page.putArray("items");
        for (int i = from; i < until; i++) {
            items.add(candle(i));
        }
        page.put("next_cursor", until == candles ? null : String.valueOf(until));
        return new OperationReply(200, page, Map.of());
    }

    private static ObjectNode candle(int number) {
        return Wire.object()
                .put("open_time", openTime(number))
                .put("open", "1")
                .put("high", "2")
                .put("low", "0.5")
                .put("close", "1.5")
                .put("volume", "-1")
                .put("final", true)
                .put("synthetic", false)
                .put("seen_at", openTime(number))
                .put("batch_id", 1);
    }

    private static String openTime(int number) {
        return Instant.ofEpochSecond(NEWEST - 60L * number).toString();
    }

    private static Socket asking(String headers) throws IOException {
        var socket = new Socket("127.0.0.1", caller.port());
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + PATH + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + key + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private record Headers(String text) {}

    private static Headers headers(Socket socket) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) socket.getInputStream().read());
        }
        return new Headers(text.toString());
    }
}
