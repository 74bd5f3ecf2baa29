package dev.tickwork.upstream;

import dev.tickwork.redis.Rate;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is called.
 *
 * @param baseUrl http or https; a request's path is appended to it
 * @param rate how often all nodes together may call
 * @param breaker when to stop calling
 * @param timeouts how long to wait for an answer
 * @param retry how to repeat a call that failed
 * @param credits the plan that was bought; null when it is unlimited
 * @param maxAnswerBytes the largest answer that is read, counted unpacked
 * @param credentials what proves who we are
 */
public record ProviderPolicy(
        URI baseUrl,
        Rate rate,
        BreakerPolicy breaker,
        Timeouts timeouts,
        RetryPolicy retry,
        @Nullable CreditPlan credits,
        int maxAnswerBytes,
        Credentials credentials) {
    private static final Rate USUAL_RATE = new Rate(600, Duration.ofMinutes(1), 10);
    private static final int USUAL_ANSWER_BYTES = 8 * 1024 * 1024;

    public ProviderPolicy {
        boolean web = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
        if (!web || baseUrl.getHost() == null || baseUrl.getRawQuery() != null || baseUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must be http(s)://host[:port][/path], but its host is " + baseUrl.getHost());
        }
        if (maxAnswerBytes < 1) {
            throw new IllegalArgumentException("maxAnswerBytes must be at least 1, but is " + maxAnswerBytes);
        }
    }

    /** A provider without keys and plan, called at most ten times a second. */
    public static ProviderPolicy of(URI baseUrl) {
        return new ProviderPolicy(
                baseUrl,
                USUAL_RATE,
                BreakerPolicy.USUAL,
                Timeouts.USUAL,
                RetryPolicy.USUAL,
                null,
                USUAL_ANSWER_BYTES,
                Credentials.NONE);
    }

    /** One whose whole address is a secret, such as a webhook; every request goes to just there. */
    public static ProviderPolicy secret(URI address) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return of(address.resolve("/")).withCredentials(Credentials.address(path + query));
    }

    public ProviderPolicy withRate(Rate other) {
        return new ProviderPolicy(baseUrl, other, breaker, timeouts, retry, credits, maxAnswerBytes, credentials);
    }

    public ProviderPolicy withBreaker(BreakerPolicy other) {
        return new ProviderPolicy(baseUrl, rate, other, timeouts, retry, credits, maxAnswerBytes, credentials);
    }

    public ProviderPolicy withTimeouts(Timeouts other) {
        return new ProviderPolicy(baseUrl, rate, breaker, other, retry, credits, maxAnswerBytes, credentials);
    }

    public ProviderPolicy withRetry(RetryPolicy other) {
        return new ProviderPolicy(baseUrl, rate, breaker, timeouts, other, credits, maxAnswerBytes, credentials);
    }

    public ProviderPolicy withCredits(@Nullable CreditPlan other) {
        return new ProviderPolicy(baseUrl, rate, breaker, timeouts, retry, other, maxAnswerBytes, credentials);
    }

    public ProviderPolicy withMaxAnswerBytes(int other) {
        return new ProviderPolicy(baseUrl, rate, breaker, timeouts, retry, credits, other, credentials);
    }

    public ProviderPolicy withCredentials(Credentials other) {
        return new ProviderPolicy(baseUrl, rate, breaker, timeouts, retry, credits, maxAnswerBytes, other);
    }
}
