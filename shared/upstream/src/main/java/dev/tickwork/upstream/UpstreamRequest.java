package dev.tickwork.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call to a provider, without its credentials.
 *
 * @param method a GET is repeated after an outage, anything else is not
 * @param path appended to the provider's base URL, percent-encoded; begins with a slash
 * @param query parameters in their order, not yet encoded
 * @param headers beyond those that every call has
 * @param body null for none
 * @param credits what the provider charges for it; 0 for nothing
 * @param priority who goes first when credits are short
 * @param judge says what an answer is; some vendors' status does not
 * @param deadline when the answer is of no use any more: waits and repetitions included
 */
public record UpstreamRequest(
        HttpMethod method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable Buffer body,
        int credits,
        Priority priority,
        Function<UpstreamAnswer, AnswerKind> judge,
        Instant deadline) {
    private static final Pattern PATH = Pattern.compile("/(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*");

    public UpstreamRequest {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        headers = Map.copyOf(headers);
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("path must be an encoded path from one slash on, but is " + path);
        }
        if (credits < 0) {
            throw new IllegalArgumentException("credits must not be negative, but is " + credits);
        }
    }

    /** A free read; see the other methods for what it may cost and carry. */
    public static UpstreamRequest get(String path, Instant deadline) {
        return new UpstreamRequest(
                HttpMethod.GET, path, Map.of(), Map.of(), null, 0, Priority.LIVE, AnswerKind::byStatus, deadline);
    }

    public static UpstreamRequest post(String path, Buffer body, Instant deadline) {
        return new UpstreamRequest(
                HttpMethod.POST, path, Map.of(), Map.of(), body, 0, Priority.LIVE, AnswerKind::byStatus, deadline);
    }

    public UpstreamRequest parameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new UpstreamRequest(method, path, more, headers, body, credits, priority, judge, deadline);
    }

    public UpstreamRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new UpstreamRequest(method, path, query, more, body, credits, priority, judge, deadline);
    }

    public UpstreamRequest costing(int amount) {
        return new UpstreamRequest(method, path, query, headers, body, amount, priority, judge, deadline);
    }

    public UpstreamRequest with(Priority other) {
        return new UpstreamRequest(method, path, query, headers, body, credits, other, judge, deadline);
    }

    /** For a vendor whose status does not say what its answer is. */
    public UpstreamRequest judgedBy(Function<UpstreamAnswer, AnswerKind> other) {
        return new UpstreamRequest(method, path, query, headers, body, credits, priority, other, deadline);
    }

    boolean isRepeatable() {
        return method.equals(HttpMethod.GET);
    }
}
