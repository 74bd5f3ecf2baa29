package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.NOON;
import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.failure;
import static dev.tickwork.upstream.House.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.redis.Rate;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class RetriesTest {
    private static final RetryPolicy PATIENT = new RetryPolicy(3, seconds(2), seconds(60), seconds(120));

    @RegisterExtension
    final House house = new House();

    @Test
    void a_read_is_repeated_after_an_outage_with_growing_waits() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(before < 2 ? 503 : 200));

        UpstreamAnswer answer = await(patient(vendor).send(within(60)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(vendor.times()).isEqualTo(3);
        assertThat(house.pauses).hasSize(2);
        assertThat(house.pauses.get(0)).isBetween(seconds(1), seconds(2));
        assertThat(house.pauses.get(1)).isBetween(seconds(2), seconds(4));
    }

    @Test
    void it_gives_up_after_the_agreed_number() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(500));

        UpstreamFailure failure = failure(patient(vendor).send(within(600)));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(vendor.times()).isEqualTo(4);
        assertThat(house.meters.get("tickwork.upstream.retries").counter().count())
                .isEqualTo(3);
    }

    @Test
    void it_gives_up_when_the_deadline_comes_first() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(500));

        UpstreamFailure failure = failure(patient(vendor).send(within(3)));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(vendor.times()).isEqualTo(2);
    }

    @Test
    void a_call_whose_deadline_has_passed_is_not_sent() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(200));

        UpstreamFailure failure = failure(patient(vendor).send(within(-1)));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class).hasMessageContaining("deadline");
        assertThat(vendor.times()).isZero();
    }

    @Test
    void a_vendor_may_mean_something_else_than_its_status_says() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(before == 0 ? 200 : 500));
        UpstreamRequest upsideDown =
                within(600).judgedBy(answer -> answer.status() == 200 ? AnswerKind.TOO_FAST : AnswerKind.ANSWER);

        UpstreamAnswer answer = await(patient(vendor).send(upsideDown));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(vendor.times()).isEqualTo(2);
        assertThat(house.time.now()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void a_write_is_never_repeated() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(500));

        UpstreamFailure failure =
                failure(patient(vendor).send(UpstreamRequest.post("/x", Buffer.buffer("{}"), NOON.plusSeconds(60))));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(vendor.times()).isEqualTo(1);
    }

    @Test
    void a_no_is_not_repeated() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(404));

        assertThat(await(patient(vendor).send(within(60))).status()).isEqualTo(404);
        assertThat(vendor.times()).isEqualTo(1);
    }

    @Test
    void retry_after_in_seconds_is_honoured_when_the_deadline_allows() {
        Vendor vendor = vendor((response, before) -> {
            if (before == 0) {
                response.setStatusCode(429).putHeader("Retry-After", "90");
            }
        });

        UpstreamAnswer answer = await(patient(vendor).send(within(300)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.receivedAt()).isEqualTo(NOON.plusSeconds(90));
    }

    @Test
    void retry_after_as_a_date_is_honoured() {
        Vendor vendor = vendor((response, before) -> {
            if (before == 0) {
                response.setStatusCode(429).putHeader("Retry-After", "Mon, 02 Mar 2026 12:02:30 GMT");
            }
        });

        UpstreamAnswer answer = await(patient(vendor).send(within(300)));

        assertThat(answer.receivedAt()).isEqualTo(NOON.plusSeconds(150));
    }

    @Test
    void beyond_the_deadline_it_says_until_when_with_the_words_of_the_vendor() {
        Vendor vendor = vendor((response, before) ->
                response.setStatusCode(429).putHeader("Retry-After", "3600").write("credits for the day"));

        UpstreamFailure failure = failure(patient(vendor).send(within(30)));

        assertThat(failure).isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> {
            assertThat(limited.until()).isEqualTo(NOON.plusSeconds(3600));
            assertThat(limited.answer().orElseThrow().body()).hasToString("credits for the day");
        });
        assertThat(vendor.times()).isEqualTo(1);
    }

    @Test
    void without_retry_after_it_waits_sixty_seconds_and_doubles_beyond() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(429));
        UpstreamClient client = house.client(
                house.policy(vendor).withRetry(new RetryPolicy(0, seconds(20), seconds(60), seconds(120))));

        for (int wait : new int[] {60, 60, 80, 120, 120}) {
            Instant now = house.time.now();
            assertThat(failure(client.send(within(1))))
                    .isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> assertThat(limited.until())
                            .isEqualTo(now.plusSeconds(wait)));
            house.time.advance(seconds(wait));
        }
        assertThat(vendor.times()).isEqualTo(5);
    }

    @Test
    void waits_grow_however_many_nodes_ask() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(429));
        ProviderPolicy policy =
                house.policy(vendor).withRetry(new RetryPolicy(9, seconds(20), seconds(60), seconds(120)));

        for (int wait : new int[] {60, 60, 80, 120}) {
            Instant now = house.time.now();
            assertThat(refusal(house.client(policy), "/x").until()).isEqualTo(now.plusSeconds(wait));
            house.time.advance(seconds(wait));
        }
    }

    @Test
    void a_request_is_given_up_after_so_many_waits_whichever_node_asks() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(429));
        ProviderPolicy policy = house.policy(vendor).withRetry(PATIENT);

        List<Boolean> last = new ArrayList<>();
        for (int asked = 0; asked < 6; asked++) {
            last.add(refusal(house.client(policy), "/x").isLast());
            house.time.advance(seconds(120));
        }

        assertThat(last)
                .as("3 further tries, and anew for whoever asks for it again")
                .containsExactly(false, false, false, true, false, false);
    }

    @Test
    void a_call_with_time_enough_gives_up_by_itself_and_says_so() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(429));
        UpstreamClient client = patient(vendor);

        UpstreamFailure failure = failure(client.send(within(3600)));

        assertThat(failure)
                .isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> assertThat(limited.isLast())
                        .isTrue())
                .hasMessage("vendor: says we are too fast, asked again at 2026-03-02T12:04:00Z;"
                        + " number 4 in a row to this request, which is given up for now");
        assertThat(vendor.times()).isEqualTo(4);
    }

    @Test
    void each_request_is_counted_by_itself_and_an_answer_ends_the_row() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(before == 4 ? 200 : 429));
        UpstreamClient client = patient(vendor);
        List<Boolean> last = new ArrayList<>();

        for (String path : List.of("/x", "/x", "/y", "/x")) {
            last.add(refusal(client, path).isLast());
            house.time.advance(seconds(120));
        }
        assertThat(await(client.send(house.get("/x"))).status()).isEqualTo(200);
        for (String path : List.of("/x", "/y", "/x", "/y", "/y")) {
            last.add(refusal(client, path).isLast());
            house.time.advance(seconds(120));
        }

        assertThat(last).containsExactly(false, false, false, false, false, false, false, false, true);
    }

    @Test
    void what_is_no_read_is_never_given_up() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(429));
        UpstreamClient client = house.client(vendor);

        UpstreamFailure failure = failure(client.send(
                UpstreamRequest.post("/x", Buffer.buffer("x"), house.time.now().plusSeconds(5))));

        assertThat(failure)
                .isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> assertThat(limited.isLast())
                        .isFalse());
    }

    @Test
    void nobody_calls_while_the_vendor_wants_peace() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(before == 0 ? 429 : 200));
        UpstreamClient client = house.client(vendor);
        assertThat(failure(client.send(within(5)))).isInstanceOf(UpstreamFailure.RateLimited.class);

        UpstreamFailure second = failure(client.send(within(5)));

        assertThat(second).isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> {
            assertThat(limited.until()).isEqualTo(NOON.plusSeconds(60));
            assertThat(limited.answer()).isEmpty();
        });
        assertThat(vendor.times()).isEqualTo(1);
        assertThat(client.status().held())
                .isEqualTo("vendor: said that we are too fast, asked again at 2026-03-02T12:01:00Z");
        house.time.advance(seconds(60));
        assertThat(client.status().held()).isNull();
        assertThat(await(client.send(within(5))).status()).isEqualTo(200);
    }

    @Test
    void a_vendor_cannot_silence_us_for_longer_than_a_day() {
        Vendor vendor = vendor((response, before) -> response.setStatusCode(429).putHeader("Retry-After", "999999999"));

        UpstreamFailure failure = failure(house.client(vendor).send(within(5)));

        assertThat(failure)
                .isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, limited -> assertThat(limited.until())
                        .isEqualTo(NOON.plusSeconds(86_400)));
    }

    @Test
    void retry_after_of_an_outage_is_honoured() {
        Vendor vendor = vendor((response, before) -> {
            if (before == 0) {
                response.setStatusCode(503).putHeader("Retry-After", "20");
            }
        });

        UpstreamAnswer answer = await(patient(vendor).send(within(60)));

        assertThat(answer.receivedAt()).isEqualTo(NOON.plusSeconds(20));
    }

    @Test
    void a_retry_after_that_makes_no_sense_is_ignored() {
        for (String text : new String[] {"soon", "", "-5", "1e9", "99999999999999999999"}) {
            var headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", text);
            assertThat(RetryAfter.of(new UpstreamAnswer(429, headers, Buffer.buffer(), NOON)))
                    .isEmpty();
        }
    }

    @Test
    void jitter_is_real_and_a_wait_is_never_zero() {
        var backoff =
                new Backoff(new RetryPolicy(3, Duration.ofMillis(1), seconds(0), Duration.ofMillis(1)), new Random(1));
        var wide = new Backoff(PATIENT, new Random(1));

        assertThat(IntStream.range(1, 200).mapToObj(backoff::afterOutage))
                .allSatisfy(wait -> assertThat(wait).isPositive());
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> wide.afterOutage(5))
                        .distinct()
                        .count())
                .isGreaterThan(100);
        assertThat(IntStream.range(1, 200).mapToObj(wide::afterOutage))
                .allSatisfy(wait -> assertThat(wait).isBetween(seconds(1), seconds(120)));
    }

    private Vendor vendor(BiConsumer<HttpServerResponse, Integer> answer) {
        var before = new AtomicInteger();
        return Vendor.answering(house.vertx, request -> {
            HttpServerResponse response = request.response().setChunked(true);
            answer.accept(response, before.getAndIncrement());
            response.end();
        });
    }

    private UpstreamClient patient(Vendor vendor) {
        return house.client(house.policy(vendor)
                .withRetry(PATIENT)
                .withBreaker(new BreakerPolicy(100, seconds(30)))
                .withRate(new Rate(1_000, seconds(1), 1_000)));
    }

    /** How a call with little time fails. */
    private UpstreamFailure.RateLimited refusal(UpstreamClient client, String path) {
        return (UpstreamFailure.RateLimited)
                failure(client.send(UpstreamRequest.get(path, house.time.now().plusSeconds(5))));
    }

    private UpstreamRequest within(int seconds) {
        return UpstreamRequest.get("/x", house.time.now().plusSeconds(seconds));
    }
}
