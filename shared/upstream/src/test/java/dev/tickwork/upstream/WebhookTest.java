package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.eventually;
import static dev.tickwork.upstream.House.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** A webhook's address is its key: whoever knows it may write there. */
@Timeout(120)
class WebhookTest {
    private static final String TOKEN = "k3yOfAHookThatIsNotReal0";
    private static final String PATH = "/services/T000/B000/" + TOKEN;

    @RegisterExtension
    final House house = new House();

    @Test
    void a_post_goes_to_just_the_secret_address() {
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end("ok"));

        UpstreamAnswer answer =
                await(house.client(secret(vendor, PATH + "?thread=1")).send(post()));

        assertThat(answer.body()).hasToString("ok");
        assertThat(vendor.asked()).containsExactly("POST " + PATH + "?thread=1");
    }

    @Test
    void an_address_without_a_path_is_one_too() {
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end());

        await(house.client(secret(vendor, "")).send(house.get("/")));

        assertThat(vendor.asked()).containsExactly("GET /");
    }

    @Test
    void no_fault_gives_the_address_away() {
        Vendor vendor = Vendor.answering(
                house.vertx, request -> request.response().setStatusCode(500).end(request.uri()));
        ProviderPolicy policy = secret(vendor, PATH);
        UpstreamClient client = house.client(policy);
        ListAppender<ILoggingEvent> lines = listen();

        UpstreamFailure failure = failure(client.send(post()));

        assertThat(failure).hasMessage("vendor: 127.0.0.1/*** answered 500");
        assertThat(client.status().toString() + policy + house.meters.getMetersAsString())
                .doesNotContain(TOKEN);
        assertThat(lines.list)
                .noneMatch(line -> (line.getFormattedMessage() + line.getKeyValuePairs()).contains(TOKEN));
        assertThat(house.door(policy).redactor().redact("no such hook: " + TOKEN))
                .isEqualTo("no such hook: ***");
    }

    @Test
    void a_ping_that_is_sent_elsewhere_does_not_take_the_address_along() {
        Vendor vendor = Vendor.answering(house.vertx, request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "http://evil.example" + request.uri())
                .end());

        UpstreamFailure failure = failure(house.client(secret(vendor, PATH)).send(house.get("/")));

        assertThat(failure).isInstanceOf(UpstreamFailure.NotAllowed.class);
        assertThat(failure.getMessage()).doesNotContain(TOKEN);
    }

    @Test
    void a_post_that_was_never_sent_may_be_repeated() {
        HostPort nobody = new HostPort("127.0.0.1", 1);
        house.permitted.add(nobody);
        var client = house.client(ProviderPolicy.secret(URI.create("http://127.0.0.1:1" + PATH)));

        assertThat(mayHaveArrived(failure(client.send(post())))).isFalse();
    }

    @Test
    void a_post_without_an_answer_may_have_arrived() {
        List<Vendor> vendors = List.of(
                Vendor.answering(house.vertx, request -> request.connection().close()),
                Vendor.answering(house.vertx, request -> {}),
                Vendor.answering(
                        house.vertx,
                        request -> request.response().setStatusCode(502).end()));

        for (Vendor vendor : vendors) {
            UpstreamClient client = house.client(
                    secret(vendor, PATH).withTimeouts(house.hasty(vendor).timeouts()));
            assertThat(mayHaveArrived(failure(client.send(post())))).isTrue();
            assertThat(vendor.times()).isEqualTo(1);
        }
    }

    private ProviderPolicy secret(Vendor vendor, String pathAndQuery) {
        house.permitted.add(vendor.place());
        return ProviderPolicy.secret(URI.create(vendor.url() + pathAndQuery)).withRetry(House.ONCE);
    }

    @Test
    void what_was_given_up_before_it_was_sent_is_never_sent() throws InterruptedException {
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        Vendor vendor = Vendor.answering(house.vertx, held::add);
        UpstreamClient client = house.client(vendor);
        List<Future<UpstreamAnswer>> busy =
                Stream.generate(() -> client.send(house.get("/busy"))).limit(8).toList();
        eventually(() -> held.size() == 8);
        var late = UpstreamRequest.post(
                "/late", Buffer.buffer("{}"), house.time.now().plusMillis(200));

        assertThat(mayHaveArrived(failure(client.send(late)))).isFalse();
        held.forEach(request -> request.response().end());
        await(Future.all(busy));
        Future<UpstreamAnswer> next = client.send(house.get("/next"));
        eventually(() -> held.size() == 9);
        held.get(8).response().end();
        await(next);

        assertThat(vendor.asked()).contains("GET /next").doesNotContain("POST /late");
    }

    private UpstreamRequest post() {
        return UpstreamRequest.post("/", Buffer.buffer("{}"), house.time.now().plusSeconds(30));
    }

    private static boolean mayHaveArrived(UpstreamFailure failure) {
        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
        return ((UpstreamFailure.Unavailable) failure).mayHaveArrived();
    }

    private static ListAppender<ILoggingEvent> listen() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(lines);
        ((Logger) LoggerFactory.getLogger("dev.tickwork")).setLevel(Level.TRACE);
        return lines;
    }
}
