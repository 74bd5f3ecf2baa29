package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static dev.tickwork.upstream.House.failure;
import static dev.tickwork.upstream.House.millis;
import static dev.tickwork.upstream.House.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.redis.Rate;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.NetServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MailTest {
    private static final String PASSWORD = "s3cr3t-of-mail";

    @TempDir
    static Path folder;

    static JksOptions store;

    @RegisterExtension
    final House house = new House();

    @BeforeAll
    static void makeCertificate() throws Exception {
        store = Certificates.of("localhost", folder);
    }

    @Test
    void a_mail_is_taken_with_all_that_belongs_to_it() {
        MailServer server = MailServer.plain(house.vertx);

        await(house.mail(inside(server))
                .send(new Mail(
                        "incident-7.1.mail",
                        List.of("ops@example.com", "boss@example.com"),
                        "price-fetch fails",
                        "First line.\n.A line with a dot.\n",
                        house.time.now().plusSeconds(30))));

        assertThat(server.heard)
                .contains(
                        "EHLO example.org",
                        "MAIL FROM:<tickwork@example.org>",
                        "RCPT TO:<ops@example.com>",
                        "RCPT TO:<boss@example.com>");
        assertThat(server.mails)
                .singleElement()
                .asString()
                .contains("From: tickwork@example.org\n", "Subject: price-fetch fails\n")
                .contains("Message-ID: <incident-7.1.mail@example.org>\n", "Auto-Submitted: auto-generated\n")
                .endsWith("First line.\n..A line with a dot.\n");
    }

    @Test
    void no_line_is_longer_than_servers_take() {
        MailServer server = MailServer.plain(house.vertx);
        String text = "ü ".repeat(100) + "x".repeat(3_000);

        await(house.mail(inside(server))
                .send(new Mail(
                        "id",
                        List.of("ops@example.com"),
                        "Schöner ".repeat(60),
                        text,
                        house.time.now().plusSeconds(30))));
        await(house.mail(inside(server))
                .send(new Mail(
                        "id",
                        List.of("ops@example.com"),
                        "Subject",
                        "x".repeat(3_000),
                        house.time.now().plusSeconds(30))));

        assertThat(server.mails).hasSize(2);
        assertThat(server.mails).flatMap(mail -> mail.lines().toList()).allMatch(line -> line.length() < 998);
    }

    @Test
    void a_server_that_does_not_say_goodbye_has_taken_it_nevertheless() {
        MailServer server = MailServer.plain(house.vertx).answering("QUIT", MailServer.SILENCE);

        await(house.mail(inside(server)).send(house.mail()));

        assertThat(server.mails).hasSize(1);
    }

    @Test
    void whoever_asks_for_a_login_gets_it() {
        MailServer server = MailServer.plain(house.vertx);

        await(house.mail(inside(server).withLogin(new MailLogin("tickwork", PASSWORD)))
                .send(house.mail()));

        assertThat(server.heard).anyMatch(line -> line.startsWith("AUTH PLAIN"));
        assertThat(server.mails).hasSize(1);
    }

    @Test
    void a_wrong_login_is_refused_and_its_password_is_seen_nowhere() {
        MailServer server = MailServer.plain(house.vertx).answering("AUTH", "535 not with " + PASSWORD);
        Upstream door = house.mailHouse(inside(server).withLogin(new MailLogin("tickwork", PASSWORD)));

        UpstreamFailure failure = failure(door.mail().orElseThrow().send(house.mail()));

        assertThat(failure).isInstanceOf(UpstreamFailure.Refused.class).hasMessageContaining("***");
        assertThat(failure.getMessage() + door.status() + new MailLogin("tickwork", PASSWORD))
                .doesNotContain(PASSWORD);
        assertThat(server.mails).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 550 go away", "RCPT, 550 5.1.1 no such person", "DATA, 554 no", "., 552 too large"})
    void what_the_server_will_never_take_is_refused(String to, String answer) {
        MailServer server = MailServer.plain(house.vertx).answering(to, answer);

        UpstreamFailure failure = failure(house.mail(inside(server)).send(house.mail()));

        assertThat(failure)
                .isInstanceOf(UpstreamFailure.Refused.class)
                .hasMessageContaining("mail: 127.0.0.1:" + server.port() + " said " + answer.substring(0, 3));
        assertThat(failure.code()).isEqualTo("upstream_refused");
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 451 later", "RCPT, 450 greylisted", "., 452 full"})
    void whoever_says_later_is_asked_again_in_five_minutes(String to, String answer) {
        MailServer server = MailServer.plain(house.vertx).answering(to, answer);

        UpstreamFailure failure = failure(house.mail(inside(server)).send(house.mail()));

        assertThat(failure).isInstanceOfSatisfying(UpstreamFailure.RateLimited.class, later -> assertThat(later.until())
                .isEqualTo(House.NOON.plusSeconds(300)));
    }

    @ParameterizedTest
    @CsvSource({
        "hello, silence",
        "hello, hang up",
        "hello, 421 closing",
        "EHLO, hang up",
        "EHLO, silence",
        "MAIL, 421 closing"
    })
    void what_went_wrong_before_the_mail_was_begun_may_be_repeated(String to, String answer) {
        MailServer server = MailServer.plain(house.vertx).answering(to, answer);

        UpstreamFailure failure = failure(house.mail(hasty(server)).send(house.mail()));

        assertThat(mayHaveArrived(failure)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"DATA, silence", "., silence", "., hang up"})
    void what_went_wrong_later_may_have_arrived(String to, String answer) {
        MailServer server = MailServer.plain(house.vertx).answering(to, answer);

        UpstreamFailure failure = failure(house.mail(hasty(server)).send(house.mail()));

        assertThat(mayHaveArrived(failure)).isTrue();
    }

    @Test
    void nobody_listening_is_an_outage() {
        house.permitted.add(new HostPort("127.0.0.1", 1));

        UpstreamFailure failure = failure(
                house.mail(policy(new HostPort("127.0.0.1", 1), MailTls.NONE)).send(house.mail()));

        assertThat(mayHaveArrived(failure)).isFalse();
        assertThat(failure).hasMessageContaining("refused");
    }

    @Test
    void outages_in_a_row_open_the_breaker() {
        MailServer server = MailServer.plain(house.vertx).answering("hello", "421 closing");
        MailDoor door = house.mail(inside(server).withBreaker(new BreakerPolicy(2, seconds(60))));

        assertThat(failure(door.send(house.mail()))).isInstanceOf(UpstreamFailure.Unavailable.class);
        assertThat(failure(door.send(house.mail()))).isInstanceOf(UpstreamFailure.Unavailable.class);

        assertThat(failure(door.send(house.mail()))).isInstanceOf(UpstreamFailure.BreakerOpen.class);
        assertThat(door.status().held()).contains("mail: is down");
        assertThat(house.meters.getMetersAsString())
                .contains("upstream_unavailable")
                .contains("breaker_open");
    }

    @Test
    void more_than_the_rate_wait_their_turn() {
        MailServer server = MailServer.plain(house.vertx);
        MailDoor door = house.mail(inside(server).withRate(new Rate(1, seconds(10), 1)));

        await(door.send(house.mail()));
        await(door.send(house.mail()));

        assertThat(house.pauses).containsExactly(Duration.ofSeconds(10));
        assertThat(server.mails).hasSize(2);
    }

    @Test
    void a_server_that_offers_no_encryption_gets_no_mail() {
        MailServer server = MailServer.plain(house.vertx);
        house.permitted.add(server.place());

        UpstreamFailure failure =
                failure(house.mail(policy(server.place(), MailTls.STARTTLS)).send(house.mail()));

        assertThat(mayHaveArrived(failure)).isFalse();
        assertThat(server.heard).noneMatch(line -> line.startsWith("MAIL"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void encrypted_mail_is_taken_when_the_certificate_is_that_of_the_name(boolean fromTheFirstByteOn) {
        MailServer server = encrypted(fromTheFirstByteOn);

        await(door(server, "localhost", fromTheFirstByteOn).send(house.mail()));

        assertThat(server.mails).hasSize(1);
    }

    @Test
    void a_certificate_of_another_name_is_refused() throws Exception {
        JksOptions other = Certificates.of("other.example.com", folder);
        MailServer server = new MailServer(house.vertx, new NetServerOptions().setKeyCertOptions(other));
        house.http = new HttpClientOptions().setTrustOptions(other);
        house.permitted.add(new HostPort("localhost", server.port()));

        UpstreamFailure failure = failure(house.mail(policy(new HostPort("localhost", server.port()), MailTls.STARTTLS))
                .send(house.mail()));

        assertThat(failure).hasMessageContaining("No subject alternative DNS name matching localhost found");
        assertThat(mayHaveArrived(failure)).isFalse();
        assertThat(server.mails).isEmpty();
    }

    @Test
    void the_gate_lets_mail_pass_as_it_lets_calls_pass() {
        HostPort server = new HostPort("mail.example.com", 587);
        house.names = host -> Future.succeededFuture(List.of(House.literal("127.0.0.1")));

        assertThat(refusal(server)).isInstanceOf(UpstreamFailure.NotAllowed.class);
        house.allowedHosts.add("mail.example.com");
        assertThat(failure(house.mail(policy(server, MailTls.STARTTLS)).send(house.mail())))
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessageContaining("not public");
        house.allowInternetSync = false;
        assertThat(refusal(server)).isInstanceOf(UpstreamFailure.SwitchedOff.class);
    }

    @Test
    void mail_to_the_outside_is_encrypted_or_not_sent() {
        house.allowedHosts.add("mail.example.com");
        MailDoor door = house.mail(policy(new HostPort("mail.example.com", 25), MailTls.NONE));

        assertThat(failure(door.send(house.mail())))
                .isInstanceOf(UpstreamFailure.NotAllowed.class)
                .hasMessage("mail: mail leaves this house only encrypted");
        assertThat(door.status().held()).isEqualTo("mail: mail leaves this house only encrypted");
    }

    @Test
    void a_door_without_a_mail_server_says_so() {
        assertThat(house.door(ProviderPolicy.of(URI.create("http://127.0.0.1:1")))
                        .mail())
                .isEmpty();
    }

    @Test
    void no_provider_is_called_mail() {
        var vendor = ProviderPolicy.of(URI.create("https://example.com"));

        assertThatThrownBy(() -> new UpstreamConfig(true, Set.of(), Set.of(), Map.of("mail", vendor)))
                .hasMessageContaining("providers must not have one called mail");
    }

    @Test
    void an_address_that_would_bring_a_second_one_is_no_address() {
        for (String address : List.of("a@b>, <c@d", "a@b\r\nBcc: c@d", "Ops <a@b>", "a b@c", "@b", "a@")) {
            assertThatThrownBy(() -> new Mail("id", List.of(address), "x", "y", House.NOON))
                    .as(address)
                    .hasMessageContaining("plain addresses");
        }
        assertThatThrownBy(() -> new Mail("id", List.of("a@b"), "x\r\nBcc: c@d", "y", House.NOON))
                .hasMessageContaining("one line");
    }

    private UpstreamFailure refusal(HostPort server) {
        MailDoor door = house.mail(policy(server, MailTls.STARTTLS));
        UpstreamFailure refusal = door.refusal().orElseThrow();
        assertThat(failure(door.send(house.mail()))).hasSameClassAs(refusal);
        return refusal;
    }

    private MailServer encrypted(boolean fromTheFirstByteOn) {
        JksOptions key = store;
        return new MailServer(
                house.vertx, new NetServerOptions().setKeyCertOptions(key).setSsl(fromTheFirstByteOn));
    }

    private MailDoor door(MailServer server, String host, boolean fromTheFirstByteOn) {
        house.http = new HttpClientOptions().setTrustOptions(store);
        HostPort place = new HostPort(host, server.port());
        house.permitted.add(place);
        house.names = asked -> Future.succeededFuture(List.of(House.literal("127.0.0.1")));
        return house.mail(policy(place, fromTheFirstByteOn ? MailTls.IMPLICIT : MailTls.STARTTLS));
    }

    private MailPolicy inside(MailServer server) {
        house.permitted.add(server.place());
        return policy(server.place(), MailTls.NONE);
    }

    /** For servers that will not answer in time: real time passes until we give up. */
    private MailPolicy hasty(MailServer server) {
        return inside(server).withTimeouts(new Timeouts(millis(500), seconds(20), millis(600)));
    }

    private static MailPolicy policy(HostPort server, MailTls tls) {
        return MailPolicy.of(server, tls, "tickwork@example.org")
                .withTimeouts(new Timeouts(seconds(20), seconds(20), seconds(20)));
    }

    private static boolean mayHaveArrived(UpstreamFailure failure) {
        assertThat(failure).isInstanceOf(UpstreamFailure.Unavailable.class);
        return ((UpstreamFailure.Unavailable) failure).mayHaveArrived();
    }
}
