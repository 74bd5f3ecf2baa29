package dev.tickwork.runtime.outside;

import dev.tickwork.domain.World;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.MailTls;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.UpstreamConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code conf/upstream.yaml}. What has no address, webhook or mail, is not used.
 *
 * @param allowInternetSync the kill switch
 * @param allowedHosts that may be called beside the providers' own
 * @param permittedPrivate places in our own network that may be called
 * @param simulatorUrl where providers are outside production
 * @param providers by their stable names
 * @param webhooks by the names that others know them by
 * @param mail who takes mail from us
 */
public record OutsideConfig(
        boolean allowInternetSync,
        List<String> allowedHosts,
        List<HostPort> permittedPrivate,
        URI simulatorUrl,
        Map<String, ProviderPart> providers,
        Map<String, WebhookPart> webhooks,
        MailPart mail) {
    private static final int HTTP_PORT = 80;

    public OutsideConfig {
        allowedHosts = List.copyOf(allowedHosts);
        permittedPrivate = List.copyOf(permittedPrivate);
        providers = Map.copyOf(providers);
        webhooks = Map.copyOf(webhooks);
        requireOwnNames(providers.keySet(), webhooks.keySet());
        if (mail.isSet() && mail.tls() == MailTls.NONE && !permittedPrivate.contains(mail.server())) {
            throw new IllegalArgumentException("mail: tls may be none only for a server among permitted_private");
        }
        if (!"http".equals(simulatorUrl.getScheme()) || simulatorUrl.getHost() == null) {
            throw new IllegalArgumentException("simulatorUrl: " + simulatorUrl + " is not http://host:port");
        }
    }

    private static void requireOwnNames(Set<String> providers, Set<String> webhooks) {
        webhooks.stream().filter(providers::contains).findAny().ifPresent(name -> {
            throw new IllegalArgumentException("webhooks: " + name + " is the name of a provider, too");
        });
    }

    /** Whether a webhook of this name has an address. */
    public boolean hasWebhook(String name) {
        WebhookPart part = webhooks.get(name);
        return part != null && part.isSet();
    }

    /** The webhook that has this name, or this whole address; empty when there is none. */
    public Optional<String> webhookOf(String nameOrAddress) {
        return setWebhooks().entrySet().stream()
                .filter(webhook -> webhook.getKey().equals(nameOrAddress)
                        || webhook.getValue().url().value().equals(nameOrAddress))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What the door gets in this world: a simulated one calls every provider at the simulator. */
    public UpstreamConfig inWorld(World world) {
        Map<String, ProviderPolicy> policies = new HashMap<>();
        providers.forEach((name, part) -> policies.put(name, part.policy(world, address(world, name, part))));
        setWebhooks().forEach((name, part) -> policies.put(name, part.policy()));
        return new UpstreamConfig(allowInternetSync, hosts(world), permitted(world), policies, mail.policy());
    }

    private Map<String, WebhookPart> setWebhooks() {
        return webhooks.entrySet().stream()
                .filter(webhook -> webhook.getValue().isSet())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private URI address(World world, String name, ProviderPart part) {
        String played = part.simulatedAs() == null ? name : part.simulatedAs();
        return part.isPlayedIn(world) ? URI.create(simulatorUrl + "/" + played) : part.baseUrl();
    }

    private Set<String> hosts(World world) {
        Set<String> hosts = new HashSet<>(allowedHosts);
        providers.values().stream()
                .filter(part -> !part.isPlayedIn(world))
                .forEach(part -> hosts.add(part.baseUrl().getHost()));
        setWebhooks().values().forEach(part -> hosts.add(part.host()));
        if (mail.isSet()) {
            hosts.add(mail.host());
        }
        return hosts;
    }

    private Set<HostPort> permitted(World world) {
        Set<HostPort> permitted = new HashSet<>(permittedPrivate);
        if (world.isSimulated()) {
            int port = simulatorUrl.getPort() < 0 ? HTTP_PORT : simulatorUrl.getPort();
            permitted.add(new HostPort(simulatorUrl.getHost(), port));
        }
        return permitted;
    }
}
