package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.upstream.UpstreamAnswer;
import dev.tickwork.upstream.UpstreamClient;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The issuer's key set, fetched through the door out. */
final class UpstreamJwks implements Jwks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UpstreamClient client;
    private final String path;
    private final Time time;

    UpstreamJwks(UpstreamClient client, String path, Time time) {
        this.client = client;
        this.path = path;
        this.time = time;
    }

    @Override
    public Future<JsonObject> fetch() {
        return client.send(UpstreamRequest.get(path, time.now().plus(time.shownIn(PATIENCE))))
                .map(UpstreamJwks::keySet);
    }

    private static JsonObject keySet(UpstreamAnswer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException("the issuer answered with status " + answer.status());
        }
        return answer.body().toJsonObject();
    }
}
