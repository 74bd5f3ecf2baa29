package dev.tickwork.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What a provider said, whole and unpacked. A 4xx is an answer too: the provider understood us and says no.
 *
 * @param status below 500 and not 429, unless the request is {@link UpstreamRequest#judgedBy judged} otherwise
 * @param headers names without regard to case
 * @param body empty when there was none
 * @param receivedAt when the last byte was here
 */
public record UpstreamAnswer(int status, MultiMap headers, Buffer body, Instant receivedAt) {
    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
