package dev.tickwork.upstream;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Turns a host name into addresses. We ask ourselves, so that we connect to exactly what we have checked. */
@FunctionalInterface
interface Names {
    /** All addresses of a name or literal; fails with {@link java.net.UnknownHostException} when there is none. */
    Future<List<InetAddress>> resolve(String host);
}
