package dev.tickwork.runtime.notices;

import static dev.tickwork.runtime.notices.OutsideWorld.TOKEN;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.notices.Delivery;
import dev.tickwork.jobs.notices.Delivery.Outcome;
import dev.tickwork.jobs.notices.Notice;
import dev.tickwork.jobs.notices.NoticeChannel;
import dev.tickwork.jobs.notices.NoticeKind;
import dev.tickwork.messages.Wire;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class OutsideNoticesTest {
    private static final UUID INCIDENT = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID RUN = UUID.fromString("00000000-0000-7000-8000-000000000002");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path folder;

    private OutsideWorld world;

    @BeforeEach
    void open() {
        world = new OutsideWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void slack_hears_it_in_its_own_markup_without_any_of_the_error_s() {
        Delivery delivery = send(NoticeChannel.SLACK, notice(NoticeKind.OPENED, "<!channel> a & b > c"));

        assertThat(delivery).isEqualTo(Delivery.sent());
        assertThat(world.asked).containsExactly("POST /services/T0/B0/" + TOKEN);
        assertThat(Wire.tree(world.bodies.get(0)).get("text").textValue()).isEqualTo("""
                *etf-sync fails* (production)
                The job etf-sync fails, last on node node-a: 3 runs since 2026-03-02 12:00:00 UTC.
                Error (bug): &lt;!channel&gt; a &amp; b &gt; c
                <https://desk.example.org/#/jobs/00000000-0000-7000-8000-000000000002|The run>""");
    }

    @Test
    void people_get_a_mail_that_says_all() {
        Delivery delivery = send(NoticeChannel.MAIL, notice(NoticeKind.ONGOING, "no answer"));

        assertThat(delivery).isEqualTo(Delivery.sent());
        assertThat(world.mails)
                .singleElement()
                .asString()
                .contains("Subject: [tickwork production] etf-sync still fails\n")
                .contains("To: ops@example.org,boss@example.org\n")
                .contains("Message-ID: <00000000-0000-4000-8000-000000000001.2@example.org>\n")
                .contains("""
                        The job etf-sync still fails, last on node node-a: 3 runs since 2026-03-02 12:00:00 UTC.

                        Error (bug): no answer

                        The run: https://desk.example.org/#/jobs/00000000-0000-7000-8000-000000000002
                        """);
    }

    @Test
    void programs_get_a_document_with_every_fact() {
        send(NoticeChannel.WEBHOOK, notice(NoticeKind.RESOLVED, "no answer"));

        assertThat(world.asked).containsExactly("POST /hook?key=" + TOKEN);
        assertThat(Wire.tree(world.bodies.get(0))).isEqualTo(Wire.tree("""
                {"event": "job_incident.resolved",
                 "id": "00000000-0000-4000-8000-000000000001-2",
                 "incident": "00000000-0000-4000-8000-000000000001",
                 "environment": "production",
                 "job": "etf-sync",
                 "run_id": "00000000-0000-7000-8000-000000000002",
                 "error_class": "bug",
                 "error": "no answer",
                 "node": "node-a",
                 "failures": 3,
                 "opened_at": "2026-03-02T12:00:00Z",
                 "last_at": "2026-03-02T12:10:00Z",
                 "resolved_at": "2026-03-02T12:20:00Z",
                 "resolved_by": "00000000-0000-4000-8000-000000000001",
                 "url": "https://desk.example.org/#/jobs/00000000-0000-7000-8000-000000000002"}
                """));
    }

    @Test
    void it_is_told_when_a_job_works_again() {
        send(NoticeChannel.SLACK, notice(NoticeKind.RESOLVED, "no answer"));

        assertThat(Wire.tree(world.bodies.get(0)).get("text").textValue())
                .contains("*etf-sync works again*")
                .contains("The job etf-sync has succeeded at 2026-03-02 12:20:00 UTC."
                        + " Before, it had failed: 3 runs since 2026-03-02 12:00:00 UTC.");
    }

    @ParameterizedTest
    @CsvSource({
        "404, no_service, REFUSED",
        "400, invalid_payload, REFUSED",
        "302, moved, REFUSED",
        "429, slow down, LATER",
        "503, closed, LATER",
        "500, oops, UNKNOWN",
        "502, bad gateway, UNKNOWN"
    })
    void an_answer_says_whether_it_may_be_sent_again(int status, String words, Outcome outcome) {
        world.status = status;
        world.words = words + " " + TOKEN;

        Delivery delivery = send(NoticeChannel.SLACK, notice(NoticeKind.OPENED, "no answer"));

        assertThat(delivery.outcome()).isEqualTo(outcome);
        assertThat(delivery.reason()).isNotBlank().doesNotContain(TOKEN);
    }

    @Test
    void nobody_at_the_door_means_later() {
        world.environment.put("SLACK_WEBHOOK_URL", "http://127.0.0.1:1/services/" + TOKEN);
        world.environment.put("PERMITTED_PRIVATE", "127.0.0.1:1," + world.environment.get("PERMITTED_PRIVATE"));

        Delivery delivery = send(NoticeChannel.SLACK, notice(NoticeKind.OPENED, "no answer"));

        assertThat(delivery.outcome()).isEqualTo(Outcome.LATER);
        assertThat(delivery.reason()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @EnumSource(NoticeChannel.class)
    void a_switch_that_is_off_holds_them_all(NoticeChannel channel) {
        world.environment.put("ALLOW_INTERNET_SYNC", "false");
        world.environment.put("SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/" + TOKEN);
        world.environment.put("ERROR_WEBHOOK_URL", "https://errors.example.org/" + TOKEN);
        world.environment.put("SMTP_HOST", "mail.example.org");
        world.environment.put("SMTP_TLS", "starttls");

        assertThat(send(channel, notice(NoticeKind.OPENED, "no answer")).outcome())
                .isEqualTo(Outcome.HELD);
    }

    @Test
    void a_job_may_have_readers_of_its_own() {
        world.file("notices.yaml", "jobs: {etf-sync: {mail_to: funds@example.org}}");

        send(NoticeChannel.MAIL, notice(NoticeKind.OPENED, "no answer"));

        assertThat(world.mails).singleElement().asString().contains("To: funds@example.org\n");
    }

    @Test
    void a_mail_without_readers_is_given_up() {
        world.environment.put("NOTICE_MAIL_TO", "");

        assertThat(send(NoticeChannel.MAIL, notice(NoticeKind.OPENED, "no answer")))
                .isEqualTo(Delivery.refused("nobody gets mail about etf-sync"));
    }

    @CanIgnoreReturnValue
    private Delivery send(NoticeChannel channel, Notice notice) {
        var notices = new OutsideNotices(world.upstream(), world.notices(), world.time, "production");
        return done(notices.send(channel, notice));
    }

    private static Notice notice(NoticeKind kind, String error) {
        boolean isOver = kind == NoticeKind.RESOLVED;
        return new Notice(
                INCIDENT,
                2,
                kind,
                "etf-sync",
                RUN,
                RUN,
                "bug",
                error,
                "node-a",
                3,
                NOON,
                NOON.plusSeconds(600),
                isOver ? NOON.plusSeconds(1200) : null,
                isOver ? INCIDENT : null);
    }
}
