package dev.tickwork.upstream;

import io.vertx.core.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Decides where a call may go: by name first, by switch second, and by address before anything is sent. */
final class Gate {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final UpstreamConfig config;
    private final Names names;
    private final RandomGenerator random;
    private volatile boolean allowsInternet;

    Gate(UpstreamConfig config, Names names, RandomGenerator random) {
        this.config = config;
        this.names = names;
        this.random = random;
        this.allowsInternet = config.allowInternetSync();
    }

    /** Throws the kill switch, or releases it. @return whether that is a change */
    synchronized boolean allowInternet(boolean allowed) {
        boolean isChange = allowsInternet != allowed;
        allowsInternet = allowed;
        return isChange;
    }

    boolean allowsInternet() {
        return allowsInternet;
    }

    /**
     * Lets a target pass or throws.
     *
     * @throws UpstreamFailure.NotAllowed when the place is not one of ours to call
     * @throws UpstreamFailure.SwitchedOff when it is on the internet and that is switched off
     */
    void admit(String provider, URI target) {
        admit(provider, place(provider, target));
    }

    /** The same for what is no HTTP. */
    void admit(String provider, HostPort place) {
        if (isOurOwn(place)) {
            return;
        }
        if (!config.allowedHosts().contains(place.host())) {
            throw new UpstreamFailure.NotAllowed(provider, "host " + place.host() + " is not on the allow-list");
        }
        if (!allowsInternet) {
            throw new UpstreamFailure.SwitchedOff(provider);
        }
    }

    /** The address to connect to; fails with {@link UpstreamFailure.NotAllowed} when the name leads inside. */
    Future<InetAddress> locate(String provider, URI target) {
        return locate(provider, place(provider, target));
    }

    /** The same for what is no HTTP. */
    Future<InetAddress> locate(String provider, HostPort place) {
        return names.resolve(place.host()).map(addresses -> choose(provider, place, addresses));
    }

    /**
     * Looks at the address that was really reached.
     *
     * @param reached in digits
     * @throws UpstreamFailure.NotAllowed when it is inside, though the place is not
     */
    void confirm(String provider, HostPort place, String reached) {
        if (!isOurOwn(place) && !PublicAddresses.contain(read(reached))) {
            throw leadsInside(provider, place);
        }
    }

    /** Whether it is inside our own network, so that what goes there passes no stranger. */
    boolean isOurOwn(HostPort place) {
        return config.permittedPrivate().contains(place);
    }

    static HostPort place(String provider, URI target) {
        boolean tls = "https".equals(target.getScheme());
        if (!tls && !"http".equals(target.getScheme())) {
            throw new UpstreamFailure.NotAllowed(provider, "only http and https leave this house");
        }
        if (target.getHost() == null || target.getRawUserInfo() != null) {
            throw new UpstreamFailure.NotAllowed(provider, "the address has no plain host");
        }
        String host = target.getHost().toLowerCase(Locale.ROOT);
        int port = target.getPort() == -1 ? (tls ? HTTPS : HTTP) : target.getPort();
        return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }

    private InetAddress choose(String provider, HostPort place, List<InetAddress> addresses) {
        if (!isOurOwn(place) && !addresses.stream().allMatch(PublicAddresses::contain)) {
            throw leadsInside(provider, place);
        }
        // Not every machine that has IPv6 addresses can reach the world with them.
        List<InetAddress> old =
                addresses.stream().filter(Inet4Address.class::isInstance).toList();
        List<InetAddress> usable = old.isEmpty() ? addresses : old;
        return usable.get(random.nextInt(usable.size()));
    }

    private static InetAddress read(String digits) {
        try {
            return InetAddress.getByName(digits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + digits, e);
        }
    }

    private static UpstreamFailure.NotAllowed leadsInside(String provider, HostPort place) {
        return new UpstreamFailure.NotAllowed(
                provider, "host " + place.host() + " leads to an address that is not public");
    }
}
