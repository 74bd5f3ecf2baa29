package dev.tickwork.testservers;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire between a client and a server that a test may cut or hang. It listens on one loopback port for its life. */
public final class TcpProxy implements AutoCloseable {
    private final ServerAddress target;
    private final Valve valve = new Valve();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private Listener listener;

    private TcpProxy(ServerAddress target) {
        this.target = target;
        this.listener = new Listener(0, this::forward);
        this.port = listener.port();
    }

    public static TcpProxy to(String host, int port) {
        return new TcpProxy(new ServerAddress(host, port));
    }

    /** In front of the server of a URL that names host and port, such as a test database's. */
    public static TcpProxy to(String url) {
        URI uri = URI.create(url);
        return to(uri.getHost(), uri.getPort());
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The same URL, but through this proxy. */
    public String through(String url) {
        URI uri = URI.create(url);
        return url.replace(uri.getHost() + ":" + uri.getPort(), host() + ":" + port);
    }

    /** Ends every connection and refuses new ones. */
    public synchronized void cut() {
        listener.close();
        connections.forEach(ProxiedConnection::close);
        valve.open();
    }

    /** Keeps connections, accepts new ones, and forwards nothing: a server that hangs or a firewall that drops. */
    public void hang() {
        valve.shut();
    }

    /** Lets everything through again, what hung included. */
    public synchronized void restore() {
        valve.open();
        if (listener.isClosed()) {
            listener = new Listener(port, this::forward);
        }
    }

    /** Open connections through this proxy right now. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        cut();
    }

    private void forward(Socket client) {
        try {
            var connection = new ProxiedConnection(client, new Socket(target.host(), target.port()), valve);
            connections.add(connection);
            connection.start(() -> connections.remove(connection));
        } catch (IOException e) {
            // The target refused, so its client sees its connection end.
            ProxiedConnection.closeQuietly(client);
        }
    }
}
