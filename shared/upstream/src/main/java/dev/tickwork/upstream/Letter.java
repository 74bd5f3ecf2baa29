package dev.tickwork.upstream;

import java.net.URI;

/**
 * One request on its way to one place.
 *
 * @param target the full address; never log it
 */
record Letter(String provider, ProviderPolicy policy, UpstreamRequest request, URI target) {
    /** Whether it goes to the provider's own host, so that it may carry what proves who we are. */
    boolean isForProvider() {
        return policy.baseUrl().getHost().equalsIgnoreCase(target.getHost());
    }

    /** What of its address may be shown: host and path, no query; of a secret address the host. */
    String shown() {
        return target.getHost() + (policy.credentials().address().isEmpty() ? target.getRawPath() : "/***");
    }

    Letter to(URI other) {
        return new Letter(provider, policy, request, other);
    }
}
