package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.candles.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The channels of one socket, one of a series at most, and when each was heard last. */
final class Channels {
    private final Map<Long, Channel> open = new HashMap<>();

    /** There is one more; an earlier one of its series counts no more. */
    void open(Channel channel) {
        open.values().removeIf(other -> other.key().equals(channel.key()));
        open.put(channel.number(), channel);
    }

    /** One said something. @return whose it is; empty when it is not open */
    Optional<Series> heard(long number, Instant at) {
        return Optional.ofNullable(open.computeIfPresent(number, (same, channel) -> channel.heard(at)))
                .map(Channel::series);
    }

    List<Series> series() {
        return open.values().stream().map(Channel::series).toList();
    }

    /** Those that have said nothing for so long; they are open no more. */
    List<Channel> takeSilent(Instant now, Duration longest) {
        open.replaceAll((number, channel) -> channel.notAfter(now));
        return take(channel -> channel.isSilent(now, longest));
    }

    /** Those that nobody wants; they are open no more. */
    List<Channel> takeAllBut(Set<CandleKey> wanted) {
        return take(channel -> !wanted.contains(channel.key()));
    }

    private List<Channel> take(Predicate<Channel> which) {
        List<Channel> taken = open.values().stream().filter(which).toList();
        open.values().removeAll(taken);
        return taken;
    }
}
