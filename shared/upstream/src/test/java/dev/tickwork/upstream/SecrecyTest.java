package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.failure;
import static dev.tickwork.upstream.House.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** The key must be in no log line of any level, in no exception and in no metric, whatever the vendor does. */
@Timeout(120)
class SecrecyTest {
    private static final String KEY = "s3cr3t-parameter";
    private static final String TOKEN = "s3cr3t-header";
    private static final Credentials CREDENTIALS =
            new Credentials(Map.of("apikey", KEY), Map.of("Authorization", "Bearer " + TOKEN));

    @RegisterExtension
    final House house = new House();

    private final Logger everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.tickwork");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        everything.addAppender(lines);
        ours.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        everything.detachAppender(lines);
        ours.setLevel(null);
    }

    @Test
    void no_fault_gives_the_key_away() {
        Vendor vendor = Vendor.answering(house.vertx, request -> {
            String echo = request.absoluteURI() + " " + request.getHeader("Authorization");
            switch (request.path()) {
                case "/500" -> request.response().setStatusCode(500).end(echo);
                case "/429" -> request.response().setStatusCode(429).end(echo);
                case "/loop" ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader("Location", request.uri())
                            .end();
                case "/away" ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader("Location", "http://" + KEY + ".evil.example/" + request.query())
                            .end();
                case "/nonsense" ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader("Location", "http://[" + request.query())
                            .end();
                case "/gzip" ->
                    request.response().putHeader("Content-Encoding", "gzip").end(echo);
                case "/large" -> request.response().end(echo.repeat(1_000));
                case "/hang" -> request.pause();
                default -> request.connection().close();
            }
        });
        UpstreamClient client = house.client(house.hasty(vendor)
                .withCredentials(CREDENTIALS)
                .withMaxAnswerBytes(10_000)
                .withRetry(new RetryPolicy(1, seconds(1), seconds(60), seconds(120))));

        for (String path : List.of("/500", "/loop", "/away", "/nonsense", "/gzip", "/large", "/hang", "/cut", "/429")) {
            UpstreamFailure failure = failure(client.send(house.get(path)));
            assertClean(path, stackTrace(failure));
        }

        assertThat(vendor.asked()).anyMatch(asked -> asked.contains(KEY));
        assertClean("status", client.status().toString());
        assertClean("metrics", house.meters.getMetersAsString());
        assertThat(lines.list).isNotEmpty();
        lines.list.forEach(line -> assertClean(
                "log",
                line.getFormattedMessage()
                        + line.getKeyValuePairs()
                        + (line.getThrowableProxy() == null
                                ? ""
                                : line.getThrowableProxy().getMessage())));
    }

    @Test
    void a_resolver_that_repeats_what_it_was_asked_is_cleaned_up() {
        house.allowedHosts.add("api.example.com");
        house.names = host -> Future.failedFuture(new IllegalStateException("cannot resolve for apikey=" + KEY));
        UpstreamClient client = house.client(ProviderPolicy.of(URI.create("https://api.example.com"))
                .withCredentials(CREDENTIALS)
                .withRetry(House.ONCE));

        UpstreamFailure failure = failure(client.send(house.get("/x")));

        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class).hasMessageContaining("***");
        assertClean("failure", stackTrace(failure));
    }

    @Test
    void an_unknown_host_is_said_in_plain_words() {
        house.allowedHosts.add("api.example.com");
        house.names = host -> Future.failedFuture(new UnknownHostException(host));

        UpstreamFailure failure = failure(house.client(
                        ProviderPolicy.of(URI.create("https://api.example.com")).withRetry(House.ONCE))
                .send(house.get("/x")));

        assertThat(failure).hasMessage("vendor: api.example.com/x has no address");
    }

    @Test
    void configuration_in_text_form_keeps_its_secrets() {
        ProviderPolicy policy =
                ProviderPolicy.of(URI.create("https://api.example.com")).withCredentials(CREDENTIALS);
        var config = new UpstreamConfig(true, Set.of(), Set.of(), Map.of("vendor", policy));

        assertClean("config", config.toString());
        assertThat(config.toString()).contains("apikey", "Authorization");
    }

    @Test
    void the_redactor_of_the_door_knows_every_key() {
        Vendor vendor =
                Vendor.answering(house.vertx, request -> request.response().end());

        Redactor redactor =
                house.door(house.policy(vendor).withCredentials(CREDENTIALS)).redactor();

        assertThat(redactor.redact("your key " + KEY + " and " + TOKEN + " are over the limit"))
                .isEqualTo("your key *** and *** are over the limit");
    }

    private static void assertClean(String where, String text) {
        assertThat(text).as(where).doesNotContain(KEY).doesNotContain(TOKEN);
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
