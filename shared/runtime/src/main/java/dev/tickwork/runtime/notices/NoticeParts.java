package dev.tickwork.runtime.notices;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.notices.Heartbeats;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeChannel;
import dev.tickwork.jobs.notices.NoticeDesk;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.outside.OutsideConfig;
import dev.tickwork.upstream.Upstream;
import io.vertx.core.Vertx;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What the job engine needs to tell people of failures.
 *
 * @param incidents to be told how runs end
 * @param heartbeats to be told of runs that succeed and name one
 * @param desk sends what is to be said
 */
public record NoticeParts(IncidentLog incidents, Heartbeats heartbeats, NoticeDesk desk) {
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /**
     * What they are made of.
     *
     * @param config who is told
     * @param outside by which ways somebody can be told
     * @param environment which installation speaks, such as {@code production}
     */
    public record Ground(
            Vertx vertx,
            Database database,
            Time time,
            Upstream upstream,
            NoticesConfig config,
            OutsideConfig outside,
            String environment) {}

    public static NoticeParts on(Ground ground, RandomGenerator random) {
        NoticesConfig config = ground.config();
        Set<NoticeChannel> channels = channels(config, ground.outside());
        var rules = new NoticeRules(channels, config.digestEvery(), config.overrides());
        var sender = new OutsideNotices(ground.upstream(), config, ground.time(), ground.environment());
        return new NoticeParts(
                new IncidentLog(rules, () -> id(random)),
                new Heartbeats(ground.time(), new OutsideHeartbeats(ground.upstream(), config, ground.time())),
                new NoticeDesk(ground.vertx(), ground.database(), ground.time(), channels, sender));
    }

    static Set<NoticeChannel> channels(NoticesConfig config, OutsideConfig outside) {
        Set<NoticeChannel> channels = EnumSet.noneOf(NoticeChannel.class);
        if (outside.hasWebhook(OutsideNotices.SLACK)) {
            channels.add(NoticeChannel.SLACK);
        }
        if (outside.hasWebhook(OutsideNotices.WEBHOOK)) {
            channels.add(NoticeChannel.WEBHOOK);
        }
        if (outside.mail().isSet() && config.hasReaders()) {
            channels.add(NoticeChannel.MAIL);
        }
        return channels;
    }

    private static UUID id(RandomGenerator random) {
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | VERSION_4;
        return new UUID(high, VARIANT | (random.nextLong() >>> 2));
    }
}
