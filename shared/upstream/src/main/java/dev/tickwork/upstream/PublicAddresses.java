package dev.tickwork.upstream;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public internet. Everything else - our own machine and network, cloud metadata, carrier
 * networks, multicast, documentation - is what a forged redirect or DNS answer would aim at.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4 special addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6 special addresses</a>
 */
final class PublicAddresses {
    private static final List<Prefix> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Prefix::of)
            .toList();

    private static final Prefix IPV6_UNICAST = Prefix.of("2000::/3");
    private static final Prefix TRANSLATED_IPV4 = Prefix.of("64:ff9b::/96");
    private static final int IPV4_BYTES = 4;

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        return contain(address.getAddress());
    }

    private static boolean contain(byte[] address) {
        if (TRANSLATED_IPV4.covers(address)) {
            return contain(Arrays.copyOfRange(address, address.length - IPV4_BYTES, address.length));
        }
        boolean unicast = address.length == IPV4_BYTES || IPV6_UNICAST.covers(address);
        return unicast && SPECIAL.stream().noneMatch(special -> special.covers(address));
    }
}
