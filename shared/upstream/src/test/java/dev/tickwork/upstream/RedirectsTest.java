package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RedirectsTest {
    @RegisterExtension
    final House house = new House();

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_within_the_house_of_the_vendor_is_followed(int status) {
        Vendor vendor = Vendor.answering(house.vertx, request -> {
            if (request.path().equals("/old")) {
                request.response()
                        .setStatusCode(status)
                        .putHeader("Location", "/new?a=1")
                        .end();
                return;
            }
            request.response().end("here");
        });

        UpstreamAnswer answer = await(house.client(vendor).send(house.get("/old")));

        assertThat(answer.body()).hasToString("here");
        assertThat(vendor.asked()).containsExactly("GET /old", "GET /new?a=1");
    }

    @Test
    void redirects_without_end_are_given_up() {
        Vendor vendor = Vendor.answering(house.vertx, redirectingTo("/again"));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.BadAnswer.class).hasMessageContaining("more than 5 times");
        assertThat(vendor.times()).isEqualTo(6);
    }

    @Test
    void a_redirect_to_an_unlisted_place_sends_nothing_there() {
        Vendor inside =
                Vendor.answering(house.vertx, request -> request.response().end("secret"));
        Vendor vendor = Vendor.answering(house.vertx, redirectingTo(inside.url() + "/admin"));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure)
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessage("vendor: host 127.0.0.1 is not on the allow-list");
        assertThat(inside.times()).isZero();
    }

    @Test
    void the_kill_switch_counts_for_redirects_too() {
        house.allowInternetSync = false;
        house.allowedHosts.add("cdn.example.com");
        Vendor simulator = Vendor.answering(house.vertx, redirectingTo("https://cdn.example.com/file"));

        UpstreamFailure failure = failure(house.client(simulator).send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.SwitchedOff.class);
    }

    @Test
    void a_redirect_to_a_listed_name_that_leads_inside_sends_nothing_there() {
        Vendor inside =
                Vendor.answering(house.vertx, request -> request.response().end("secret"));
        Vendor vendor = Vendor.answering(house.vertx, redirectingTo("http://cdn.example.com:" + inside.port() + "/"));
        house.allowedHosts.add("cdn.example.com");
        house.names = host -> Future.succeededFuture(List.of(House.literal("127.0.0.1")));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure)
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessage("vendor: host cdn.example.com leads to an address that is not public");
        assertThat(inside.times()).isZero();
    }

    @Test
    void we_connect_to_the_address_that_was_checked_and_ask_nobody_twice() {
        var questions = new AtomicInteger();
        var hosts = new CopyOnWriteArrayList<String>();
        Vendor vendor = Vendor.answering(house.vertx, request -> {
            hosts.add(String.valueOf(request.authority()));
            request.response().end();
        });
        house.permitted.add(new HostPort("vendor.internal", vendor.port()));
        house.names = host -> {
            // A second question would get another answer, as in an attack by a changing name.
            String address = questions.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.99";
            return Future.succeededFuture(List.of(House.literal(address)));
        };
        ProviderPolicy policy = House.once(URI.create("http://vendor.internal:" + vendor.port()));

        UpstreamAnswer answer = await(house.client(policy).send(house.get("/x")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(questions).hasValue(1);
        assertThat(hosts).containsExactly("vendor.internal:" + vendor.port());
    }

    @Test
    void keys_stay_with_the_vendor() {
        var heard = new CopyOnWriteArrayList<String>();
        Vendor other = Vendor.answering(house.vertx, request -> {
            heard.add(request.uri() + " " + request.getHeader("Authorization"));
            request.response().end("other");
        });
        house.names = host -> Future.succeededFuture(List.of(House.literal("127.0.0.1")));
        house.permitted.add(new HostPort("other.internal", other.port()));
        Vendor vendor = Vendor.answering(house.vertx, redirectingTo("http://other.internal:" + other.port() + "/file"));
        var credentials =
                new Credentials(Map.of("apikey", "parameter-key"), Map.of("Authorization", "Bearer header-key"));

        UpstreamAnswer answer = await(
                house.client(house.policy(vendor).withCredentials(credentials)).send(house.get("/x")));

        assertThat(answer.body()).hasToString("other");
        assertThat(vendor.asked()).containsExactly("GET /x?apikey=parameter-key");
        assertThat(heard).containsExactly("/file null");
    }

    @Test
    void a_vendor_cannot_hand_our_key_on() {
        Vendor other =
                Vendor.answering(house.vertx, request -> request.response().end());
        house.names = host -> Future.succeededFuture(List.of(House.literal("127.0.0.1")));
        house.permitted.add(new HostPort("other.internal", other.port()));
        Vendor vendor = Vendor.answering(house.vertx, request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "http://other.internal:" + other.port() + "/?" + request.query())
                .end());
        ProviderPolicy policy = house.policy(vendor).withCredentials(Credentials.parameter("apikey", "parameter-key"));

        UpstreamFailure failure = failure(house.client(policy).send(house.get("/x")));

        assertThat(failure)
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessageContaining("our key")
                .hasMessageNotContaining("parameter-key");
        assertThat(other.times()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[", "::::", "http:/%zz"})
    void a_redirect_to_nonsense_is_a_bad_answer(String location) {
        Vendor vendor = Vendor.answering(house.vertx, redirectingTo(location));

        UpstreamFailure failure = failure(house.client(vendor).send(house.get("/x")));

        assertThat(failure).isInstanceOfAny(UpstreamFailure.BadAnswer.class, UpstreamFailure.NotAllowed.class);
    }

    @Test
    void a_redirect_without_destination_is_a_bad_answer() {
        Vendor vendor = Vendor.answering(
                house.vertx, request -> request.response().setStatusCode(302).end());

        assertThat(failure(house.client(vendor).send(house.get("/x")))).isInstanceOf(UpstreamFailure.BadAnswer.class);
    }

    @Test
    void a_redirected_write_is_an_answer_and_not_repeated() {
        Vendor vendor = Vendor.answering(house.vertx, redirectingTo("/elsewhere"));

        UpstreamAnswer answer = await(house.client(vendor)
                .send(UpstreamRequest.post("/hook", Buffer.buffer("{}"), House.NOON.plusSeconds(5))));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(vendor.times()).isEqualTo(1);
    }

    private static Handler<HttpServerRequest> redirectingTo(String location) {
        return request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", location)
                .end();
    }
}
