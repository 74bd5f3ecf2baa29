package dev.tickwork.upstream;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A range of addresses that begin alike, such as {@code 10.0.0.0/8}. */
record Prefix(byte[] network, int bits) {
    static Prefix of(String text) {
        int slash = text.indexOf('/');
        return new Prefix(bytes(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    boolean covers(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int rest = network.length * 8 - bits;
        return new BigInteger(1, address).shiftRight(rest).equals(new BigInteger(1, network).shiftRight(rest));
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + literal, e);
        }
    }
}
