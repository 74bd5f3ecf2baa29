package dev.tickwork.testservers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends Redis the inline commands that tests need, so that no client library is in the way. */
final class RedisCommands {
    private RedisCommands() {}

    static void run(ServerAddress server, String... commands) {
        try (var socket = new Socket(server.host(), server.port());
                var answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(5_000);
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                requireOk(command, String.valueOf(answers.readLine()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("test redis at " + server, e);
        }
    }

    private static void requireOk(String command, String answer) {
        if (!answer.startsWith("+")) {
            throw new IllegalStateException("test redis answered " + command + " with " + answer);
        }
    }
}
