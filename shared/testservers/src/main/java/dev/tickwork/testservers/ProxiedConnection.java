package dev.tickwork.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One client's connection and its counterpart at the server: two threads that copy until either side ends. */
final class ProxiedConnection {
    private final Socket client;
    private final Socket server;
    private final Valve valve;

    ProxiedConnection(Socket client, Socket server, Valve valve) {
        this.client = client;
        this.server = server;
        this.valve = valve;
    }

    void start(Runnable whenEnded) {
        Daemon.start("proxy-up", () -> copy(client, server, whenEnded));
        Daemon.start("proxy-down", () -> copy(server, client, whenEnded));
    }

    void close() {
        closeQuietly(client);
        closeQuietly(server);
    }

    private void copy(Socket from, Socket to, Runnable whenEnded) {
        try {
            pump(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // The wire was cut, which is what it is for; both ends learn of it below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        whenEnded.run();
    }

    private void pump(InputStream from, OutputStream to) throws IOException, InterruptedException {
        var bytes = new byte[64 * 1024];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            valve.pass();
            to.write(bytes, 0, read);
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to end.
        }
    }
}
