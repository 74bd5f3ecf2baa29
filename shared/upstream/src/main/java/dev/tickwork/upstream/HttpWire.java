package dev.tickwork.upstream;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** Sends one request to one checked address and reads the answer; no redirects, no second tries. */
final class HttpWire {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Vertx vertx;
    private final HttpClient client;
    private final Clock clock;

    HttpWire(Vertx vertx, HttpClient client, Clock clock) {
        this.vertx = vertx;
        this.client = client;
        this.clock = clock;
    }

    /**
     * The answer with its whole body.
     *
     * @param address where to connect; host name and certificate are those of the target
     * @param started told the request as soon as there is one, so that it can be ended early
     */
    Future<UpstreamAnswer> send(Letter letter, InetAddress address, Consumer<HttpClientRequest> started) {
        return client.request(options(letter, address)).compose(request -> {
            started.accept(request);
            Buffer body = letter.request().body();
            Future<HttpClientResponse> response = body == null ? request.send() : request.send(body);
            return response.compose(head -> read(head, letter.policy().maxAnswerBytes()));
        });
    }

    private Future<UpstreamAnswer> read(HttpClientResponse head, int maxBytes) {
        return BoundedBody.read(head, maxBytes)
                .compose(body -> unpacked(head.headers(), body, maxBytes))
                .map(body -> new UpstreamAnswer(head.statusCode(), head.headers(), body, clock.instant()));
    }

    private Future<Buffer> unpacked(MultiMap headers, Buffer body, int maxBytes) {
        if (!"gzip".equalsIgnoreCase(headers.get("Content-Encoding")) || body.length() == 0) {
            return Future.succeededFuture(body);
        }
        return vertx.executeBlocking(() -> Gzip.unpack(body, maxBytes), false);
    }

    private static RequestOptions options(Letter letter, InetAddress address) {
        URI target = letter.target();
        boolean tls = "https".equals(target.getScheme());
        int port = target.getPort() == -1 ? (tls ? HTTPS : HTTP) : target.getPort();
        Timeouts timeouts = letter.policy().timeouts();
        return new RequestOptions()
                .setMethod(letter.request().method())
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(target.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(pathAndQuery(target))
                .setFollowRedirects(false)
                .setConnectTimeout(timeouts.connect().toMillis())
                .setIdleTimeout(timeouts.read().toMillis())
                .setHeaders(headers(letter));
    }

    static String pathAndQuery(URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + "?" + target.getRawQuery();
    }

    static MultiMap headers(Letter letter) {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("User-Agent", "Tickwork").add("Accept-Encoding", "gzip");
        set(headers, letter.request().headers());
        if (letter.isForProvider()) {
            set(headers, letter.policy().credentials().headers());
        }
        return headers;
    }

    private static void set(MultiMap headers, Map<String, String> more) {
        more.forEach(headers::set);
    }
}
