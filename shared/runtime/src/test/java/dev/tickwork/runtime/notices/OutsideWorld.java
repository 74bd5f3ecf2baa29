package dev.tickwork.runtime.notices;

import static dev.tickwork.testservers.Await.done;

import dev.tickwork.domain.World;
import dev.tickwork.redis.RedisConfig;
import dev.tickwork.redis.RedisLink;
import dev.tickwork.redis.RedisUrl;
import dev.tickwork.redis.SharedBudget;
import dev.tickwork.redis.SharedRateLimit;
import dev.tickwork.runtime.config.Configuration;
import dev.tickwork.runtime.config.Settings;
import dev.tickwork.runtime.outside.OutsideConfig;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slack, a program's webhook, a watcher and a mail server, all on this machine, and the configuration that names them. */
final class OutsideWorld implements AutoCloseable {
    static final String TOKEN = "TOKENTOKENTOKENTOKENTOKE";

    final FakeTime time = FakeTime.at("2026-03-02T12:30:00Z");
    final Map<String, String> environment = new HashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile String words = "ok";
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer web;
    private final RedisLink link;
    private final Path folder;

    OutsideWorld(Path folder) {
        this.folder = folder;
        this.web = done(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
        NetServer mail =
                done(vertx.createNetServer().connectHandler(this::takeMail).listen(0, "127.0.0.1"));
        this.link = RedisLink.open(vertx, new RedisConfig(RedisUrl.parse("redis://127.0.0.1:1"), ""), new Random(1));
        String server = "127.0.0.1:" + web.actualPort();
        environment.put("SLACK_WEBHOOK_URL", "http://" + server + "/services/T0/B0/" + TOKEN);
        environment.put("ERROR_WEBHOOK_URL", "http://" + server + "/hook?key=" + TOKEN);
        environment.put("PERMITTED_PRIVATE", server + ",127.0.0.1:" + mail.actualPort());
        environment.put("SMTP_HOST", "127.0.0.1");
        environment.put("SMTP_PORT", String.valueOf(mail.actualPort()));
        environment.put("SMTP_TLS", "none");
        environment.put("SMTP_FROM", "tickwork@example.org");
        environment.put("NOTICE_MAIL_TO", "ops@example.org, boss@example.org");
        environment.put("CONSOLE_URL", "https://desk.example.org/");
    }

    /** A file of the operator's, laid over the packaged one. */
    void file(String name, String yaml) {
        try {
            Files.writeString(folder.resolve(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operator's yaml of a webhook that leads here. */
    String webhook(String name, String path) {
        return "webhooks: {" + name + ": {url: \"http://127.0.0.1:" + web.actualPort() + path + "\"}}\n";
    }

    Settings settings() {
        return new Configuration(folder, environment::get)
                .with("upstream", OutsideConfig.class)
                .with("notices", NoticesConfig.class)
                .load();
    }

    NoticesConfig notices() {
        return settings().get("notices", NoticesConfig.class);
    }

    OutsideConfig outside() {
        return settings().get("upstream", OutsideConfig.class);
    }

    Upstream upstream() {
        return Upstream.open(
                outside().inWorld(World.REAL),
                new UpstreamParts(
                        vertx,
                        time.asClock(),
                        new Random(1),
                        new SharedRateLimit(link),
                        new SharedBudget(link),
                        new SimpleMeterRegistry()));
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            asked.add(request.method() + " " + request.uri());
            bodies.add(body.toString());
            request.response().setStatusCode(status).end(words);
        });
    }

    private void takeMail(NetSocket socket) {
        var mail = new StringBuilder();
        socket.handler(RecordParser.newDelimited("\r\n", line -> {
            String said = line.toString();
            boolean isMail = mail.length() > 0;
            if (isMail && said.equals(".")) {
                mails.add(mail.toString());
                mail.setLength(0);
                socket.write("250 taken\r\n");
            } else if (isMail) {
                mail.append(said).append('\n');
            } else if (said.equals("DATA")) {
                mail.append('\n');
                socket.write("354 go on\r\n");
            } else {
                socket.write("250 fine\r\n");
            }
        }));
        socket.write("220 hello\r\n");
    }

    @Override
    public void close() {
        done(link.close());
        done(vertx.close());
    }
}
