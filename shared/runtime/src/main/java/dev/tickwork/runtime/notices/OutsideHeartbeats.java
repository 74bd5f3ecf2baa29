package dev.tickwork.runtime.notices;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.notices.HeartbeatSender;
import dev.tickwork.runtime.notices.NoticesConfig.HeartbeatMethod;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamAnswer;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Calls watchers outside by the one door. */
public final class OutsideHeartbeats implements HeartbeatSender {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Upstream upstream;
    private final Map<String, HeartbeatMethod> methods;
    private final Time time;

    public OutsideHeartbeats(Upstream upstream, NoticesConfig config, Time time) {
        this.upstream = upstream;
        this.methods = config.heartbeats();
        this.time = time;
    }

    @Override
    public Future<Void> ping(String name) {
        HeartbeatMethod method = methods.get(name);
        if (method == null) {
            return Future.failedFuture("no heartbeat " + name + " in conf/notices.yaml");
        }
        return Future.<Void>succeededFuture()
                .compose(start -> upstream.client(name).send(request(method)))
                .compose(OutsideHeartbeats::heard);
    }

    private UpstreamRequest request(HeartbeatMethod method) {
        Instant deadline = time.now().plus(time.shownIn(PATIENCE));
        return switch (method) {
            case GET -> UpstreamRequest.get("/", deadline);
            case POST -> UpstreamRequest.post("/", Buffer.buffer(), deadline);
        };
    }

    private static Future<Void> heard(UpstreamAnswer answer) {
        return answer.isSuccess()
                ? Future.succeededFuture()
                : Future.failedFuture("the watcher answered " + answer.status());
    }
}
