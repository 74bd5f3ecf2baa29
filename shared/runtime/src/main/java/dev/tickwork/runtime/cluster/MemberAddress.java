package dev.tickwork.runtime.cluster;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.spi.MemberAddressProvider;
import dev.tickwork.runtime.lifecycle.CannotStart;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where this process listens in the cluster and under which address the others reach it. Hazelcast's own list of
 * interfaces would do for the first, but it also drops every other member that is given by a name.
 */
final class MemberAddress implements MemberAddressProvider {
    private static final int PORT_OF_THE_NETWORK = 0;

    private final InetSocketAddress listening;
    private final InetSocketAddress known;

    private MemberAddress(InetSocketAddress listening, InetSocketAddress known) {
        this.listening = listening;
        this.known = known;
    }

    /** @throws CannotStart when one of the two is a name that nobody knows */
    static MemberAddress of(ClusterConfig config) {
        InetSocketAddress listening = resolved(config.host(), "CLUSTER_HOST");
        return new MemberAddress(
                listening,
                config.publicHost() == null ? listening : resolved(config.publicHost(), "CLUSTER_PUBLIC_HOST"));
    }

    @Override
    public InetSocketAddress getBindAddress() {
        return listening;
    }

    @Override
    public InetSocketAddress getBindAddress(EndpointQualifier qualifier) {
        return listening;
    }

    @Override
    public InetSocketAddress getPublicAddress() {
        return known;
    }

    @Override
    public InetSocketAddress getPublicAddress(EndpointQualifier qualifier) {
        return known;
    }

    private static InetSocketAddress resolved(String host, String variable) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), PORT_OF_THE_NETWORK);
        } catch (UnknownHostException e) {
            throw CannotStart.because(
                    "the cluster cannot use " + host + ": no such name; set " + variable
                            + " to an address of this machine",
                    e);
        }
    }
}
