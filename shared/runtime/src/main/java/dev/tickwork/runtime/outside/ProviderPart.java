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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One provider in {@code conf/upstream.yaml}. What is null is as it usually is.
 *
 * @param baseUrl where it is
 * @param simulated whether the simulator plays it outside production; null for yes
 * @param simulatedAs by which name; null for its own
 * @param apiKey empty or null when there is none
 * @param plan what was bought; null for any number of credits
 * @param rate how often all processes together may call
 * @param breaker when to stop calling
 * @param timeouts how long to wait for an answer
 * @param retry how to repeat a call that failed
 * @param maxAnswerBytes the largest answer that is read
 */
public record ProviderPart(
        URI baseUrl,
        @Nullable Boolean simulated,
        @Nullable String simulatedAs,
        @Nullable Secret apiKey,
        @Nullable PlanPart plan,
        @Nullable Rate rate,
        @Nullable BreakerPolicy breaker,
        @Nullable Timeouts timeouts,
        @Nullable RetryPolicy retry,
        @Nullable Integer maxAnswerBytes) {
    /**
     * The credits of a provider's plan.
     *
     * @param perMinute 0 for any number; null for {@code freePerMinute} in production, any number else
     * @param perDay as {@code perMinute}
     * @param freePerMinute what the vendor gives for nothing
     * @param freePerDay what the vendor gives for nothing
     * @param liveReserve the share of the credits that only live prices may spend
     */
    public record PlanPart(
            @Nullable Integer perMinute,
            @Nullable Integer perDay,
            int freePerMinute,
            int freePerDay,
            double liveReserve) {
        public PlanPart {
            require(perMinute == null || perMinute >= 0, "perMinute: " + perMinute + " is not at least 0");
            require(perDay == null || perDay >= 0, "perDay: " + perDay + " is not at least 0");
            require(liveReserve >= 0 && liveReserve <= 1, "liveReserve: " + liveReserve + " is not between 0 and 1");
        }

        CreditPlan in(World world) {
            return new CreditPlan(
                    chosen(perMinute, freePerMinute, world), chosen(perDay, freePerDay, world), liveReserve);
        }

        private static int chosen(@Nullable Integer told, int free, World world) {
            int untold = world.isSimulated() ? 0 : free;
            return told == null ? untold : told;
        }
    }

    public ProviderPart {
        boolean web = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
        require(web && baseUrl.getHost() != null, "baseUrl: " + baseUrl + " is not https://host");
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Whether the simulator plays it in this world. */
    boolean isPlayedIn(World world) {
        return world.isSimulated() && (simulated == null || simulated);
    }

    /** @param reachedAt where it is called in this world */
    ProviderPolicy policy(World world, URI reachedAt) {
        ProviderPolicy policy = ProviderPolicy.of(reachedAt).withCredentials(credentials());
        policy = with(policy, plan == null ? null : plan.in(world), ProviderPolicy::withCredits);
        policy = with(policy, rate, ProviderPolicy::withRate);
        policy = with(policy, breaker, ProviderPolicy::withBreaker);
        policy = with(policy, timeouts, ProviderPolicy::withTimeouts);
        policy = with(policy, retry, ProviderPolicy::withRetry);
        return with(policy, maxAnswerBytes, ProviderPolicy::withMaxAnswerBytes);
    }

    /** The policy with what the operator wants of it, if anything. */
    static <P, T> P with(P policy, @Nullable T part, BiFunction<P, T, P> change) {
        return part == null ? policy : change.apply(policy, part);
    }

    private Credentials credentials() {
        return apiKey != null && apiKey.isSet()
                ? Credentials.header("Authorization", "apikey " + apiKey.value())
                : Credentials.NONE;
    }
}
