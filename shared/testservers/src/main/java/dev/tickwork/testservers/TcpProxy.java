package dev.tickwork.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire between a client and a server that a test may cut or hang. It listens on one loopback port for its life. */
public final class TcpProxy implements AutoCloseable {
    private static final int BIND_ATTEMPTS = 50;

    private final ServerAddress target;
    private final Valve valve = new Valve();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private ServerSocket listener;

    private TcpProxy(ServerAddress target) {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        acceptFrom(listener);
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
        close(listener);
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
            listener = listen(port);
            acceptFrom(listener);
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

    private void acceptFrom(ServerSocket from) {
        Daemon.start("proxy-accept", () -> acceptAll(from));
    }

    private void acceptAll(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                forward(from.accept(), from);
            } catch (IOException e) {
                // Closed by cut(), or the target refused: either way the client sees its connection end.
            }
        }
    }

    private void forward(Socket client, ServerSocket from) throws IOException {
        try {
            var connection = new ProxiedConnection(client, new Socket(target.host(), target.port()), valve);
            connections.add(connection);
            connection.start(() -> connections.remove(connection));
            if (from.isClosed()) {
                connection.close();
            }
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static ServerSocket listen(int port) {
        for (int attempt = 1; ; attempt++) {
            try {
                return bind(port);
            } catch (BindException e) {
                // Closed connections of the same port may need a moment to leave.
                pauseOrGiveUp(attempt, e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void pauseOrGiveUp(int attempt, BindException e) {
        if (attempt == BIND_ATTEMPTS) {
            throw new UncheckedIOException(e);
        }
        Daemon.pause(20);
    }

    private static ServerSocket bind(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
