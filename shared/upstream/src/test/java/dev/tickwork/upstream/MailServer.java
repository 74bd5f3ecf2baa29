package dev.tickwork.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A mail server on this machine that takes everything, except where a test tells it to answer otherwise: to {@code hello}
 * (the greeting), a verb in upper case, or {@code .} (the end of the mail).
 */
final class MailServer {
    static final String SILENCE = "silence";
    static final String HANG_UP = "hang up";

    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final int port;

    /** @param options with a key, when it can speak TLS */
    MailServer(Vertx vertx, NetServerOptions options) {
        // The first handshake of a JVM on a busy machine takes longer than the usual ten seconds.
        options.setSslHandshakeTimeout(60).setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        this.port = House.await(vertx.createNetServer(options)
                        .connectHandler(socket -> new Session(socket, options.getKeyCertOptions() != null).begin())
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    static MailServer plain(Vertx vertx) {
        return new MailServer(vertx, new NetServerOptions());
    }

    /** From now on it answers {@code to} so; {@link #SILENCE} and {@link #HANG_UP} are answers too. */
    MailServer answering(String to, String answer) {
        answers.put(to, answer);
        return this;
    }

    int port() {
        return port;
    }

    HostPort place() {
        return new HostPort("127.0.0.1", port);
    }

    private final class Session {
        private static final Set<String> KNOWN = Set.of("EHLO", "HELO", "MAIL", "RCPT", "RSET", "NOOP");

        private final NetSocket socket;
        private final boolean canTls;
        private final StringBuilder mail = new StringBuilder();
        private boolean takesMail;

        Session(NetSocket socket, boolean canTls) {
            this.socket = socket;
            this.canTls = canTls;
        }

        void begin() {
            socket.handler(RecordParser.newDelimited("\r\n", line -> hear(line.toString())));
            say("hello", "220 mail.example.com ESMTP");
        }

        private void hear(String line) {
            if (takesMail) {
                takeLine(line);
                return;
            }
            heard.add(line);
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> say(verb, capabilities());
                case "STARTTLS" -> startTls();
                case "AUTH" -> say(verb, "235 welcome");
                case "DATA" -> {
                    takesMail = !answers.containsKey(verb);
                    say(verb, "354 go on");
                }
                case "QUIT" -> say(verb, "221 bye");
                default -> say(verb, KNOWN.contains(verb) ? "250 fine" : "502 what?");
            }
        }

        private String capabilities() {
            String tls = canTls && !socket.isSsl() ? "250-STARTTLS\r\n" : "";
            return "250-mail.example.com\r\n" + tls + "250 AUTH PLAIN";
        }

        private void startTls() {
            // The answer is said by the upgrade, which stops reading first: what a quick client says next is no SMTP.
            socket.upgradeToSsl(Buffer.buffer("220 go on\r\n"))
                    .onFailure(failure -> heard.add("no TLS: " + failure.getClass()));
        }

        private void takeLine(String line) {
            if (!line.equals(".")) {
                mail.append(line).append('\n');
                return;
            }
            takesMail = false;
            mails.add(mail.toString());
            say(".", "250 taken");
        }

        private void say(String to, String usual) {
            String answer = answers.getOrDefault(to, usual);
            if (answer.equals(HANG_UP)) {
                socket.close().onFailure(failure -> heard.add("still open"));
            } else if (!answer.equals(SILENCE)) {
                socket.write(answer + "\r\n").onFailure(failure -> heard.add("gone"));
            }
        }
    }
}
