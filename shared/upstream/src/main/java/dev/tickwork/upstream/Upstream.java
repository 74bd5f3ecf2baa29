package dev.tickwork.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door out. Open it once per process, outside of any verticle, and ask it for a client per provider; no other
 * class of the house opens a connection to the outside.
 */
public final class Upstream {
    private static final int CONNECTIONS_PER_HOST = 8;
    private static final int CALLS_WAITING_PER_HOST = 256;
    private static final int IDLE_SECONDS = 30;

    private static final Logger log = LoggerFactory.getLogger(Upstream.class);

    private final HttpClient http;
    private final Gate gate;
    private final Redactor redactor;
    private final Map<String, UpstreamClient> clients = new TreeMap<>();
    private final @Nullable MailDoor mail;

    private Upstream(UpstreamConfig config, UpstreamParts parts, Outside outside, HttpClient http) {
        this.http = http;
        this.redactor = new Redactor(config.secrets().toList());
        this.gate = new Gate(config, outside.names(), parts.random());
        var wire = new HttpWire(parts.vertx(), http, parts.clock());
        var lanes = new LaneBuilder(parts, gate, wire, redactor);
        config.providers()
                .forEach((provider, policy) -> clients.put(
                        provider,
                        new UpstreamClient(
                                new HomeContext(parts.vertx()),
                                lanes.build(provider, policy),
                                new SocketWire(
                                        parts.vertx(), policy, outside.http().getTrustOptions()))));
        MailPolicy policy = config.mail();
        this.mail = policy == null
                ? null
                : new MailDoor(
                        new HomeContext(parts.vertx()),
                        lanes.mail(policy, outside.http().getTrustOptions()));
    }

    /** Opens the door; nothing is sent before somebody asks. */
    public static Upstream open(UpstreamConfig config, UpstreamParts parts) {
        return open(config, parts, Outside.real(parts.vertx()));
    }

    static Upstream open(UpstreamConfig config, UpstreamParts parts, Outside outside) {
        // We unpack ourselves: the library would unpack a flood before anyone could count it.
        var options = new HttpClientOptions(outside.http())
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setDecompressionSupported(false);
        var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_HOST).setMaxWaitQueueSize(CALLS_WAITING_PER_HOST);
        return new Upstream(config, parts, outside, parts.vertx().createHttpClient(options, pool));
    }

    /**
     * The way to a provider.
     *
     * @throws IllegalArgumentException when the configuration has no provider of that name
     */
    public UpstreamClient client(String provider) {
        UpstreamClient client = clients.get(provider);
        if (client == null) {
            throw new IllegalArgumentException("no provider " + provider + " is configured, only " + clients.keySet());
        }
        return client;
    }

    /** The way to the mail server; empty when there is none in the configuration. */
    public Optional<MailDoor> mail() {
        return Optional.ofNullable(mail);
    }

    /**
     * Throws the kill switch, or releases it: what is sent from now on is refused, or let out again, also what waits
     * already. A call on the wire ends as it would, and an open socket stays open until whoever has it closes it. Safe to
     * repeat.
     */
    public void allowInternet(boolean allowed) {
        if (gate.allowInternet(allowed)) {
            log.atWarn().addKeyValue("allowed", allowed).log("kill switch of calls to the internet moved");
        }
    }

    /** Whether it is released. */
    public boolean allowsInternet() {
        return gate.allowsInternet();
    }

    /** How it stands with every provider and with mail, sorted by name. */
    public List<UpstreamStatus> status() {
        return Stream.concat(
                        clients.values().stream().map(UpstreamClient::status),
                        mail().stream().map(MailDoor::status))
                .sorted(Comparator.comparing(UpstreamStatus::provider))
                .toList();
    }

    /** Takes the keys of all providers out of texts. */
    public Redactor redactor() {
        return redactor;
    }

    /** Ends all connections; calls under way fail, and sockets hear their end. */
    public Future<Void> close() {
        List<Future<Void>> sockets =
                clients.values().stream().map(UpstreamClient::closeSockets).toList();
        return Future.join(sockets).transform(closed -> http.close());
    }
}
