package dev.tickwork.runtime.notices;

import static dev.tickwork.runtime.notices.OutsideWorld.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.World;
import dev.tickwork.jobs.notices.NoticeChannel;
import dev.tickwork.jobs.notices.NoticePolicy;
import dev.tickwork.runtime.config.ConfigurationRefused;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.MailTls;
import dev.tickwork.upstream.UpstreamConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NoticesConfigTest {
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
    void by_default_nobody_is_told() {
        world.environment.clear();

        assertThat(channels()).isEmpty();
        assertThat(world.notices().digestEvery()).isEqualTo(Duration.ofMinutes(30));
        assertThat(world.notices().consoleUrl()).isEqualTo(URI.create("http://127.0.0.1:8000"));
        assertThat(world.outside().inWorld(World.REAL).mail()).isNull();
        assertThat(world.outside().inWorld(World.REAL).providers())
                .containsOnlyKeys("twelvedata", "bitfinex", "bitfinex-stream");
    }

    @Test
    void every_way_that_has_an_address_is_used() {
        assertThat(channels()).containsExactlyInAnyOrder(NoticeChannel.values());

        world.environment.put("NOTICE_MAIL_TO", "");
        world.environment.put("ERROR_WEBHOOK_URL", "");

        assertThat(channels()).containsExactly(NoticeChannel.SLACK);
    }

    @Test
    void what_the_ways_need_is_allowed_and_no_secret_is_shown() {
        world.environment.put("SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/" + TOKEN);
        world.environment.put("SMTP_HOST", "mail.example.org");
        world.environment.put("SMTP_TLS", "implicit");
        world.environment.put("SMTP_USER", "tickwork");
        world.environment.put("SMTP_PASSWORD", "s3cr3t-of-mail");

        UpstreamConfig config = world.outside().inWorld(World.REAL);

        assertThat(config.allowedHosts()).contains("hooks.slack.com", "mail.example.org");
        assertThat(config.mail()).satisfies(mail -> {
            assertThat(mail.tls()).isEqualTo(MailTls.IMPLICIT);
            assertThat(mail.login().password()).isEqualTo("s3cr3t-of-mail");
            assertThat(mail.server().host()).isEqualTo("mail.example.org");
        });
        assertThat(world.outside() + config.toString()).doesNotContain(TOKEN).doesNotContain("s3cr3t");
    }

    @Test
    void a_simulated_world_tells_real_people() {
        UpstreamConfig config = world.outside().inWorld(World.SIMULATED);

        assertThat(config.providers()).containsKeys("slack", "error-webhook");
        assertThat(config.permittedPrivate()).contains(new HostPort("127.0.0.1", 8010));
    }

    @Test
    void a_job_may_be_told_of_differently() {
        world.file("notices.yaml", """
                jobs:
                  price-fetch: {tell: after 5}
                  etf-sync: {tell: always, mail_to: "funds@example.org"}
                """);

        NoticesConfig config = world.notices();

        assertThat(config.overrides())
                .containsEntry("price-fetch", NoticePolicy.after(5))
                .containsEntry("etf-sync", NoticePolicy.ALWAYS);
        assertThat(config.mailTo("etf-sync")).containsExactly("funds@example.org");
        assertThat(config.mailTo("price-fetch")).containsExactly("ops@example.org", "boss@example.org");
    }

    @Test
    void mistakes_are_told_without_the_secret() {
        world.environment.put("SLACK_WEBHOOK_URL", "hooks.slack.com/services/" + TOKEN);
        world.environment.put("NOTICE_MAIL_TO", "ops");
        world.environment.put("SMTP_FROM", "Tickwork <a@b>");
        world.file("notices.yaml", "jobs: {etf-sync: {tell: often}}");

        assertThatThrownBy(world::settings)
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("webhooks.slack.url (SLACK_WEBHOOK_URL): is not https://host/path")
                .hasMessageContaining("mail.from (SMTP_FROM): \"Tickwork <a@b>\" is not an address like a@b.org")
                .hasMessageContaining("jobs.etf-sync.tell: \"often\" is not critical, always, never or after 3")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void a_wrong_reader_is_a_mistake() {
        world.environment.put("NOTICE_MAIL_TO", "ops");

        assertThatThrownBy(world::settings)
                .hasMessageContaining("mail_to (NOTICE_MAIL_TO): \"ops\" is not an address like a@b.org");
    }

    @Test
    void mail_without_encryption_stays_inside() {
        world.environment.put("PERMITTED_PRIVATE", "");

        assertThatThrownBy(world::settings)
                .hasMessageContaining("mail: tls may be none only for a server among permitted_private");
    }

    @Test
    void a_webhook_has_a_name_of_its_own() {
        world.file("upstream.yaml", world.webhook("twelvedata", "/x"));

        assertThatThrownBy(world::settings).hasMessageContaining("twelvedata is the name of a provider, too");
    }

    private Set<NoticeChannel> channels() {
        return NoticeParts.channels(world.notices(), world.outside());
    }
}
