package dev.tickwork.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A loopback port that hands on whoever connects, until it is closed. */
final class Listener {
    private static final int BIND_ATTEMPTS = 50;

    private final ServerSocket socket;
    private final Thread acceptor;

    /** @param port 0 for any free one */
    Listener(int port, Consumer<Socket> onClient) {
        this.socket = listen(port);
        this.acceptor = Daemon.start("proxy-accept", () -> acceptAll(onClient));
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Returns when the port refuses: the kernel goes on listening for as long as a thread is inside accept. */
    void close() {
        try {
            socket.close();
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll(Consumer<Socket> onClient) {
        while (!socket.isClosed()) {
            try {
                onClient.accept(socket.accept());
            } catch (IOException e) {
                // Closed, which the loop looks at.
            }
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
}
