package dev.tickwork.upstream;

import dev.tickwork.redis.SharedRateLimit;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a provider has said in a row that we are too fast: to anybody, which makes waits longer, and to one request,
 * which is given up at last. All nodes count together, and the count outlives them, because whoever has to wait for long
 * lets another process ask next.
 */
final class Complaints {
    /** Longer than any wait, and the line behind it; what is never asked for again is forgotten then. */
    private static final Duration KEPT = Duration.ofDays(2);

    private static final Logger log = LoggerFactory.getLogger(Complaints.class);

    private final String provider;
    private final int most;
    private final SharedRateLimit limit;

    /** @param most so many of one request are followed by another try */
    Complaints(String provider, int most, SharedRateLimit limit) {
        this.provider = provider;
        this.most = most;
        this.limit = limit;
    }

    /**
     * One complaint, with all before it.
     *
     * @param inARow by this provider
     * @param ofRequest by this provider about the same request
     * @param isLast whether that request should not be asked again
     */
    record Complaint(int inARow, int ofRequest, boolean isLast) {}

    /** Counts one. A request that is given up begins anew when it is asked for again. */
    Future<Complaint> heard(UpstreamRequest request) {
        return limit.refused(names(request), KEPT)
                .map(counts ->
                        new Complaint(counts.get(0), counts.get(1), request.isRepeatable() && counts.get(1) > most))
                .compose(complaint -> complaint.isLast()
                        ? limit.answered(List.of(name(request))).map(complaint)
                        : Future.succeededFuture(complaint));
    }

    /** It answers again. Never fails: a count that is too high only gives up too early. */
    Future<Void> over(UpstreamRequest request) {
        return limit.answered(names(request))
                .onFailure(failure -> log.atWarn()
                        .addKeyValue("upstream", provider)
                        .addKeyValue("error", failure.getMessage())
                        .log("could not forget that we were too fast"))
                .otherwiseEmpty();
    }

    private List<String> names(UpstreamRequest request) {
        return List.of("provider:" + provider, name(request));
    }

    private String name(UpstreamRequest request) {
        String text = request.method() + " " + request.path() + " " + request.query();
        return "provider:" + provider + ":" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
