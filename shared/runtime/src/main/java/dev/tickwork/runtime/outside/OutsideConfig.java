package dev.tickwork.runtime.outside;

import dev.tickwork.domain.World;
import dev.tickwork.upstream.HostPort;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.UpstreamConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code conf/upstream.yaml}.
 *
 * @param allowInternetSync the kill switch
 * @param allowedHosts that may be called beside the providers' own
 * @param permittedPrivate places in our own network that may be called
 * @param simulatorUrl where providers are outside production
 * @param providers by their stable names
 */
public record OutsideConfig(
        boolean allowInternetSync,
        List<String> allowedHosts,
        List<HostPort> permittedPrivate,
        URI simulatorUrl,
        Map<String, ProviderPart> providers) {
    private static final int HTTP_PORT = 80;

    public OutsideConfig {
        allowedHosts = List.copyOf(allowedHosts);
        permittedPrivate = List.copyOf(permittedPrivate);
        providers = Map.copyOf(providers);
        if (!"http".equals(simulatorUrl.getScheme()) || simulatorUrl.getHost() == null) {
            throw new IllegalArgumentException("simulatorUrl: " + simulatorUrl + " is not http://host:port");
        }
    }

    /** What the door gets in this world: a simulated one calls every provider at the simulator. */
    public UpstreamConfig inWorld(World world) {
        Map<String, ProviderPolicy> policies = new HashMap<>();
        providers.forEach((name, part) -> policies.put(name, part.policy(world, address(world, name, part))));
        return new UpstreamConfig(allowInternetSync, hosts(world), permitted(world), policies);
    }

    private URI address(World world, String name, ProviderPart part) {
        return part.isPlayedIn(world) ? URI.create(simulatorUrl + "/" + name) : part.baseUrl();
    }

    private Set<String> hosts(World world) {
        Set<String> hosts = new HashSet<>(allowedHosts);
        providers.values().stream()
                .filter(part -> !part.isPlayedIn(world))
                .forEach(part -> hosts.add(part.baseUrl().getHost()));
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
