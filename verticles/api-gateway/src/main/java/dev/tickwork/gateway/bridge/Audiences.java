package dev.tickwork.gateway.bridge;

import dev.tickwork.gateway.live.LiveHub;
import dev.tickwork.gateway.live.LiveUpdate;
import java.util.HashMap;
import java.util.Map;

/**
 * Who hears what. An update is encoded once and the same text goes to every browser of its audience. Used from the
 * bridge's context only.
 */
final class Audiences {
    private final LiveHub hub;
    private final BridgeMeters meters;
    private final Map<String, Audience> audienceByAddress = new HashMap<>();

    Audiences(LiveHub hub, BridgeMeters meters) {
        this.hub = hub;
        this.meters = meters;
    }

    BridgeMeters meters() {
        return meters;
    }

    /** Adds a listener and gives it the last value, if there is one. */
    void join(String address, Outbox outbox) {
        audienceByAddress.computeIfAbsent(address, Audience::new).add(outbox);
        hub.last(LiveUpdate.topicAt(address))
                .ifPresent(json -> outbox.value(address, BridgeFrames.value(address, json)));
    }

    void leave(String address, Outbox outbox) {
        Audience audience = audienceByAddress.get(address);
        if (audience == null) {
            return;
        }
        audience.remove(outbox);
        if (audience.isEmpty()) {
            audienceByAddress.remove(address);
        }
    }

    /** Tells an update to all who hear its topic. */
    void hear(LiveUpdate update) {
        Audience audience = audienceByAddress.get(update.address());
        if (audience == null) {
            return;
        }
        if (update.isListed()) {
            audience.tellLine(update.json());
            return;
        }
        // Between the feed and this context a newer value may have come in; it follows, so this one is history already.
        if (!hub.isOutdated(update)) {
            audience.tellValue(update.json());
        }
    }

    /** Tells those who hear lists that some lines may be missing. */
    void missed() {
        audienceByAddress.forEach((address, audience) -> {
            if (new LiveUpdate(LiveUpdate.topicAt(address), "").isListed()) {
                audience.tellGap();
            }
        });
    }
}
