package dev.tickwork.runtime.outside;

import dev.tickwork.redis.Rate;
import dev.tickwork.runtime.config.Secret;
import dev.tickwork.upstream.BreakerPolicy;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.Timeouts;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One webhook in {@code conf/upstream.yaml}. What is null is as it usually is.
 *
 * @param url all of its address, which is a secret; empty when there is none
 * @param rate how often all processes together may call
 * @param breaker when to stop calling
 * @param timeouts how long to wait for an answer
 */
public record WebhookPart(
        Secret url,
        @Nullable Rate rate,
        @Nullable BreakerPolicy breaker,
        @Nullable Timeouts timeouts) {
    public WebhookPart {
        if (url.isSet() && !isWebAddress(url.value())) {
            throw new IllegalArgumentException("url: is not https://host/path");
        }
    }

    boolean isSet() {
        return url.isSet();
    }

    String host() {
        return URI.create(url.value()).getHost();
    }

    ProviderPolicy policy() {
        ProviderPolicy policy = ProviderPolicy.secret(URI.create(url.value()));
        policy = ProviderPart.with(policy, rate, ProviderPolicy::withRate);
        policy = ProviderPart.with(policy, breaker, ProviderPolicy::withBreaker);
        return ProviderPart.with(policy, timeouts, ProviderPolicy::withTimeouts);
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = new URI(text);
            boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return isWeb && address.getHost() != null && address.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
