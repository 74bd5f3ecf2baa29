package dev.tickwork.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One request over a bare socket, so that a test sees what really came over the wire.
 *
 * @param text all that came, head and body
 * @param isClosed whether the other side ended the connection; false when we gave up waiting
 */
public record WireCall(String text, boolean isClosed) {
    /** Asks and reads until the connection ends or {@code patience} is over. */
    public static WireCall get(int port, String path, Duration patience) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) patience.toMillis());
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read(socket.getInputStream(), System.nanoTime() + patience.toNanos());
        }
    }

    private static WireCall read(InputStream in, long end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean closed = false;
        try {
            while (!closed && System.nanoTime() < end) {
                int next = in.read();
                closed = next < 0;
                if (!closed) {
                    bytes.write(next);
                }
            }
        } catch (SocketTimeoutException e) {
            return new WireCall(bytes.toString(StandardCharsets.UTF_8), false);
        }
        return new WireCall(bytes.toString(StandardCharsets.UTF_8), closed);
    }

    public int status() {
        return Integer.parseInt(text.split(" ", 3)[1]);
    }

    public String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /** The header's value; empty when it is absent. */
    public String header(String name) {
        return text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }
}
