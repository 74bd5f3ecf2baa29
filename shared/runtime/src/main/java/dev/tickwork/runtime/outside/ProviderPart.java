package dev.tickwork.runtime.outside;

import dev.tickwork.domain.World;
import dev.tickwork.redis.Rate;
import dev.tickwork.runtime.config.Secret;
import dev.tickwork.upstream.BreakerPolicy;
import dev.tickwork.upstream.Credentials;
import dev.tickwork.upstream.CreditPlan;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Timeouts;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One provider in {@code conf/upstream.yaml}.
 *
 * @param baseUrl where it is in production
 * @param apiKey empty when there is none
 * @param creditsPerMinute 0 for any number; null for the free plan in production, any number else
 * @param creditsPerDay as {@code creditsPerMinute}
 * @param liveReserve the share of the credits that only live prices may spend
 */
public record ProviderPart(
        URI baseUrl,
        Secret apiKey,
        @Nullable Integer creditsPerMinute,
        @Nullable Integer creditsPerDay,
        double liveReserve,
        Rate rate,
        BreakerPolicy breaker,
        Timeouts timeouts,
        RetryPolicy retry,
        int maxAnswerBytes) {
    private static final int FREE_PER_MINUTE = 8;
    private static final int FREE_PER_DAY = 800;

    public ProviderPart {
        if (!"https".equals(baseUrl.getScheme()) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("baseUrl: " + baseUrl + " is not an https address");
        }
        requireCredits("creditsPerMinute", creditsPerMinute);
        requireCredits("creditsPerDay", creditsPerDay);
        if (!(liveReserve >= 0 && liveReserve <= 1)) {
            throw new IllegalArgumentException("liveReserve: " + liveReserve + " is not between 0 and 1");
        }
    }

    private static void requireCredits(String name, @Nullable Integer credits) {
        if (credits != null && credits < 0) {
            throw new IllegalArgumentException(name + ": " + credits + " is not at least 0");
        }
    }

    /** @param reachedAt where it is called in this world */
    ProviderPolicy policy(World world, URI reachedAt) {
        return new ProviderPolicy(
                reachedAt, rate, breaker, timeouts, retry, credits(world), maxAnswerBytes, credentials());
    }

    private CreditPlan credits(World world) {
        return new CreditPlan(
                creditsPerMinute == null ? free(world, FREE_PER_MINUTE) : creditsPerMinute,
                creditsPerDay == null ? free(world, FREE_PER_DAY) : creditsPerDay,
                liveReserve);
    }

    private static int free(World world, int credits) {
        return world.isSimulated() ? 0 : credits;
    }

    private Credentials credentials() {
        return apiKey.isSet() ? Credentials.header("Authorization", "apikey " + apiKey.value()) : Credentials.NONE;
    }
}
