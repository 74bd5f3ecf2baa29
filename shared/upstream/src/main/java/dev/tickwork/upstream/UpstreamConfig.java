package dev.tickwork.upstream;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may leave this process, and how.
 *
 * @param allowInternetSync the kill switch: false refuses every call except those to {@code permittedPrivate}
 * @param allowedHosts names that may be called, exactly as they stand in URLs; lower case
 * @param permittedPrivate places inside our own network that may be called although they are not public, such as the
 *     provider simulator; they need not be among the allowed hosts
 * @param providers how each provider is called, by its name
 */
public record UpstreamConfig(
        boolean allowInternetSync,
        Set<String> allowedHosts,
        Set<HostPort> permittedPrivate,
        Map<String, ProviderPolicy> providers) {
    public UpstreamConfig {
        allowedHosts = allowedHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        permittedPrivate = Set.copyOf(permittedPrivate);
        providers = Map.copyOf(providers);
    }
}
