package dev.tickwork.upstream;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may leave this process, and how.
 *
 * @param allowInternetSync the kill switch: false refuses every call except those to {@code permittedPrivate}
 * @param allowedHosts names that may be called, exactly as they stand in URLs; lower case
 * @param permittedPrivate places inside our own network that may be called although they are not public, such as the
 *     provider simulator; they need not be among the allowed hosts
 * @param providers how each provider is called, by its name
 * @param mail how mail leaves; null when none does
 */
public record UpstreamConfig(
        boolean allowInternetSync,
        Set<String> allowedHosts,
        Set<HostPort> permittedPrivate,
        Map<String, ProviderPolicy> providers,
        @Nullable MailPolicy mail) {
    public UpstreamConfig {
        allowedHosts = allowedHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        permittedPrivate = Set.copyOf(permittedPrivate);
        providers = Map.copyOf(providers);
        if (providers.containsKey(MailLane.NAME)) {
            throw new IllegalArgumentException("providers must not have one called " + MailLane.NAME);
        }
    }

    /** One that sends no mail. */
    public UpstreamConfig(
            boolean allowInternetSync,
            Set<String> allowedHosts,
            Set<HostPort> permittedPrivate,
            Map<String, ProviderPolicy> providers) {
        this(allowInternetSync, allowedHosts, permittedPrivate, providers, null);
    }

    /** Everything in it that must not be seen. */
    Stream<String> secrets() {
        Stream<String> keys = providers.values().stream()
                .flatMap(policy -> policy.credentials().secrets());
        MailLogin login = mail == null ? null : mail.login();
        return login == null ? keys : Stream.concat(keys, Stream.of(login.password()));
    }
}
