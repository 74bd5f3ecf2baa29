package dev.tickwork.runtime.notices;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.notices.Delivery;
import dev.tickwork.jobs.notices.Notice;
import dev.tickwork.jobs.notices.NoticeChannel;
import dev.tickwork.jobs.notices.NoticeSender;
import dev.tickwork.messages.Wire;
import dev.tickwork.upstream.Mail;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Carries notices out by the one door: Slack, mail, and a webhook for programs. */
public final class OutsideNotices implements NoticeSender {
    /** What Slack's webhook is called in {@code conf/upstream.yaml}. */
    public static final String SLACK = "slack";

    /** What the webhook for programs is called there. */
    public static final String WEBHOOK = "error-webhook";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Upstream upstream;
    private final NoticesConfig config;
    private final Time time;
    private final Wording wording;
    private final Deliveries deliveries;

    /** @param environment which installation speaks, such as {@code production} */
    public OutsideNotices(Upstream upstream, NoticesConfig config, Time time, String environment) {
        this.upstream = upstream;
        this.config = config;
        this.time = time;
        this.wording = new Wording(environment, config.consoleUrl());
        this.deliveries = new Deliveries(upstream.redactor());
    }

    @Override
    public Future<Delivery> send(NoticeChannel channel, Notice notice) {
        return Future.<Void>succeededFuture()
                .compose(start -> switch (channel) {
                    case SLACK -> post(SLACK, new SlackMessage(slack(notice)));
                    case MAIL -> mail(notice);
                    case WEBHOOK -> post(WEBHOOK, IncidentEvent.of(notice, wording));
                })
                .otherwise(deliveries::of);
    }

    private Future<Delivery> post(String webhook, Record body) {
        var request = UpstreamRequest.post("/", Buffer.buffer(Wire.encode(body)), deadline())
                .header("Content-Type", "application/json");
        return upstream.client(webhook).send(request).map(deliveries::of);
    }

    private Future<Delivery> mail(Notice notice) {
        List<String> readers = config.mailTo(notice.job());
        if (readers.isEmpty()) {
            return Future.succeededFuture(Delivery.refused("nobody gets mail about " + notice.job()));
        }
        var mail = new Mail(
                notice.incident() + "." + notice.sequence(),
                readers,
                "[tickwork " + wording.environment() + "] " + wording.headline(notice),
                text(notice),
                deadline());
        return upstream.mail().orElseThrow().send(mail).map(sent -> Delivery.sent());
    }

    private String text(Notice notice) {
        return String.join(
                "\n\n", wording.story(notice), wording.error(notice), "The run: " + wording.link(notice) + "\n");
    }

    private String slack(Notice notice) {
        return "*" + SlackMessage.escaped(wording.headline(notice)) + "* ("
                + SlackMessage.escaped(wording.environment())
                + ")\n" + SlackMessage.escaped(wording.story(notice))
                + "\n" + SlackMessage.escaped(wording.error(notice))
                + "\n<" + wording.link(notice) + "|The run>";
    }

    private Instant deadline() {
        return time.now().plus(time.shownIn(PATIENCE));
    }
}
