package dev.tickwork.standalone.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says one line to a Redis, after the password, and reads back the first line that is not a length. */
record Redis(String url) {
    String ask(String command) throws IOException {
        var address = URI.create(url);
        try (var socket = new Socket("127.0.0.1", address.getPort())) {
            var question = "AUTH " + address.getUserInfo().substring(1) + "\r\n" + command + "\r\n";
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var login = answer.readLine();
            return login.equals("+OK") ? lastLineOf(answer) : login;
        }
    }

    private static String lastLineOf(BufferedReader answer) throws IOException {
        var line = answer.readLine();
        var lengths = line.startsWith("*") ? 2 * Integer.parseInt(line.substring(1)) : line.startsWith("$") ? 1 : 0;
        for (var i = 0; i < lengths; i++) {
            line = answer.readLine();
        }
        return line;
    }
}
