package dev.tickwork.standalone.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a Redis on this machine whether it has read its data and serves our password. */
record RedisProbe(int port, String password) {
    private static final int PATIENCE_MS = 1_000;

    boolean answers() {
        try (var socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
            return greets(socket);
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean greets(Socket socket) throws IOException {
        var question = "AUTH " + password + "\r\nPING\r\n";
        socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
        var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        return "+OK".equals(answer.readLine()) && "+PONG".equals(answer.readLine());
    }
}
