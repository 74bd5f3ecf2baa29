package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when arrays reach us long after they were sent: somebody on the way is too slow, and it may be us. */
final class Lateness {
    private static final Logger log = LoggerFactory.getLogger(Lateness.class);
    private static final Duration MUCH = Duration.ofSeconds(10);

    private final StreamLine line;
    private boolean isLate;

    Lateness(StreamLine line) {
        this.line = line;
    }

    /** Looks at when an array was sent, which stands at its end. */
    void check(JsonNode array, Instant seenAt) {
        JsonNode sentAt = array.path(array.size() - 1);
        if (!sentAt.isIntegralNumber()) {
            return;
        }
        long behind = ChronoUnit.MILLIS.between(Instant.EPOCH.plusMillis(sentAt.asLong()), seenAt);
        boolean wasLate = isLate;
        isLate = behind > line.shownIn(MUCH).toMillis();
        if (isLate && !wasLate) {
            log.atWarn()
                    .addKeyValue("upstream", BitfinexCandleStreams.UPSTREAM)
                    .addKeyValue("ms", behind)
                    .log("stream is late");
        }
    }
}
