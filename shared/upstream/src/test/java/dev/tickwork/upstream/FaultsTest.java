package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FaultsTest {
    @RegisterExtension
    final House house = new House();

    @Test
    void an_answer_comes_whole_with_status_and_headers() {
        Vendor vendor = Vendor.answering(
                house.vertx,
                request -> request.response().putHeader("api-credits-left", "7").end("{\"price\":\"1.5\"}"));

        UpstreamAnswer answer =
                await(house.client(vendor).send(house.get("/price").parameter("symbol", "XAU/USD")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.header("Api-Credits-Left")).contains("7");
        assertThat(answer.body()).hasToString("{\"price\":\"1.5\"}");
        assertThat(answer.receivedAt()).isEqualTo(House.NOON);
        assertThat(vendor.asked()).containsExactly("GET /price?symbol=XAU%2FUSD");
    }

    @Test
    void the_path_of_the_base_address_comes_first() {
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end());
        house.permitted.add(vendor.place());
        ProviderPolicy policy = House.once(URI.create(vendor.url() + "/twelvedata/"))
                .withCredentials(Credentials.parameter("apikey", "k&y"));

        await(house.client(policy)
                .send(house.get("/quote").parameter("symbol", "EUR/USD,XAU/USD").parameter("name", "a b+c")));

        assertThat(vendor.asked())
                .containsExactly("GET /twelvedata/quote?symbol=EUR%2FUSD%2CXAU%2FUSD&name=a%20b%2Bc&apikey=k%26y");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 400, 401, 403, 404, 422})
    void a_no_is_an_answer(int status) {
        Vendor vendor = Vendor.answering(
                house.vertx, request -> request.response().setStatusCode(status).end());

        UpstreamAnswer answer = await(house.client(vendor).send(house.get("/x")));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void html_instead_of_json_is_an_answer_for_the_caller_to_judge() {
        Vendor vendor = Vendor.answering(house.vertx, request -> request.response()
                .putHeader("Content-Type", "text/html")
                .end("<html>maintenance</html>"));

        UpstreamAnswer answer = await(house.client(vendor).send(house.get("/x")));

        assertThat(answer.header("content-type")).contains("text/html");
        assertThat(answer.body()).hasToString("<html>maintenance</html>");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void a_server_error_is_an_outage_that_keeps_its_words(int status) {
        Vendor vendor = Vendor.answering(
                house.vertx, request -> request.response().setStatusCode(status).end("[\"error\",10020]"));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure)
                .isInstanceOfSatisfying(UpstreamFailure.Unavailable.class, outage -> assertThat(outage.answer())
                        .hasValueSatisfying(answer -> assertThat(answer.body()).hasToString("[\"error\",10020]")))
                .hasMessage("vendor: 127.0.0.1/x answered " + status);
    }

    @Test
    void nobody_listening_is_an_outage() {
        Vendor vendor = Vendor.answering(house.vertx, HttpServerRequest::end);
        ProviderPolicy policy = house.policy(vendor);
        house.permitted.add(new HostPort("127.0.0.1", 1));

        UpstreamFailure failure = failure(
                house.client(ProviderPolicy.of(URI.create("http://127.0.0.1:1")).withRetry(policy.retry()))
                        .send(house.get("/x")));

        assertThat(failure)
                .isInstanceOf(UpstreamFailure.Unavailable.class)
                .hasMessageContaining("could not be asked")
                .hasMessageContaining("refused");
    }

    @Test
    void a_server_that_never_answers_is_given_up() {
        Vendor vendor = Vendor.answering(house.vertx, request -> {});

        UpstreamFailure failure = failure(house.client(house.hasty(vendor)).send(house.get("/x")));

        assertThat(failure)
                .isInstanceOf(UpstreamFailure.Unavailable.class)
                .hasMessageContaining("127.0.0.1/x did not answer in time");
    }

    @Test
    void nothing_is_sent_once_a_call_is_given_up() {
        Promise<List<InetAddress>> slowly = Promise.promise();
        house.names = host -> slowly.future();
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end());
        UpstreamClient client = house.client(house.hasty(vendor));
        assertThat(failure(client.send(house.get("/late")))).isInstanceOf(UpstreamFailure.Unavailable.class);

        slowly.complete(List.of(House.literal("127.0.0.1")));

        assertThat(await(client.send(house.get("/next"))).status()).isEqualTo(200);
        assertThat(vendor.asked()).containsExactly("GET /next");
    }

    @Test
    void a_server_that_drips_for_ever_is_given_up_and_hung_up_on() throws Exception {
        var hungUp = new CountDownLatch(1);
        Vendor vendor = Vendor.answering(house.vertx, request -> {
            request.response().setChunked(true);
            long drip = house.vertx.setPeriodic(
                    50, tick -> request.response().write("x").onFailure(gone -> house.vertx.cancelTimer(tick)));
            request.connection().closeHandler(closed -> {
                house.vertx.cancelTimer(drip);
                hungUp.countDown();
            });
        });

        UpstreamFailure failure = failure(house.client(house.hasty(vendor)).send(house.get("/x")));

        assertThat(failure)
                .isInstanceOf(UpstreamFailure.Unavailable.class)
                .hasMessageContaining("did not answer in time");
        assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_answer_cut_in_the_middle_is_an_outage() {
        Vendor vendor = Vendor.writing(house.vertx, (socket, before) -> socket.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"price\":")
                .onComplete(written -> socket.close()));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void an_answer_in_pieces_cut_before_its_last_is_an_outage() {
        Vendor vendor = Vendor.writing(house.vertx, (socket, before) -> socket.write(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"pri\r\n")
                .onComplete(written -> socket.close()));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void something_that_is_not_http_is_an_outage() {
        Vendor vendor = Vendor.writing(house.vertx, (socket, before) -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")
                .onComplete(written -> socket.close()));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void an_endless_answer_is_hung_up_on() {
        Vendor vendor = Vendor.answering(house.vertx, request -> {
            request.response().setChunked(true);
            house.vertx.setPeriodic(1, tick -> request.response()
                    .write("x".repeat(10_000))
                    .onFailure(gone -> house.vertx.cancelTimer(tick)));
        });

        UpstreamFailure failure = failure(
                house.client(house.policy(vendor).withMaxAnswerBytes(50_000)).send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.TooLarge.class).hasMessageContaining("50000 bytes");
    }

    @Test
    void an_answer_of_exactly_the_limit_is_read() {
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end("x".repeat(50_000)));

        UpstreamAnswer answer = await(
                house.client(house.policy(vendor).withMaxAnswerBytes(50_000)).send(house.get("/x")));

        assertThat(answer.body().length()).isEqualTo(50_000);
    }

    @Test
    void a_packed_answer_is_unpacked() {
        Vendor vendor = Vendor.answering(house.vertx, request -> request.response()
                .putHeader("Content-Encoding", "gzip")
                .end(packed("{\"price\":\"1.5\"}".getBytes(StandardCharsets.UTF_8))));

        UpstreamAnswer answer = await(house.client(vendor).send(house.get("/x")));

        assertThat(answer.body()).hasToString("{\"price\":\"1.5\"}");
    }

    @Test
    void a_packed_flood_is_stopped_by_its_unpacked_size() {
        Buffer bomb = packed(new byte[50_000_000]);
        Vendor vendor = Vendor.answering(house.vertx, request -> request.response()
                .putHeader("Content-Encoding", "gzip")
                .end(bomb));
        assertThat(bomb.length()).isLessThan(100_000);

        UpstreamFailure failure = failure(
                house.client(house.policy(vendor).withMaxAnswerBytes(100_000)).send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.TooLarge.class);
    }

    @Test
    void packed_data_that_is_broken_is_a_bad_answer_and_truncated_an_outage() {
        Buffer whole = packed(new byte[10_000]);
        Vendor vendor = Vendor.answering(house.vertx, request -> request.response()
                .putHeader("Content-Encoding", "gzip")
                .end(request.path().equals("/broken") ? Buffer.buffer("no gzip") : whole.slice(0, whole.length() - 9)));
        UpstreamClient client = house.client(vendor);

        assertThat(failure(client.send(house.get("/broken")))).isInstanceOf(UpstreamFailure.BadAnswer.class);
        assertThat(failure(client.send(house.get("/truncated")))).isInstanceOf(UpstreamFailure.Unavailable.class);
    }

    @Test
    void a_write_carries_its_body() {
        var bodies = new CopyOnWriteArrayList<String>();
        Vendor vendor = Vendor.answering(house.vertx, request -> request.body().onSuccess(body -> {
            bodies.add(body.toString());
            request.response().setStatusCode(201).end();
        }));

        UpstreamAnswer answer = await(house.client(vendor)
                .send(UpstreamRequest.post("/hook", Buffer.buffer("{}"), House.NOON.plusSeconds(5))
                        .header("Content-Type", "application/json")));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(bodies).containsExactly("{}");
    }

    @Test
    void a_path_that_could_lead_elsewhere_is_refused() {
        for (String path : new String[] {"price", "//evil.example", "/a b", "/x?apikey=1", "/x#y", "/%zz"}) {
            assertThatThrownBy(() -> house.get(path))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("path must be");
        }
        assertThat(house.get("/candles/trade:1m:tBTCUSD/hist").path()).startsWith("/candles");
    }

    private static Buffer packed(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
