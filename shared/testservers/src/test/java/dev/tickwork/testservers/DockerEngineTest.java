package dev.tickwork.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DockerEngineTest {

    @Test
    void answers_when_its_ping_is_ok() throws IOException {
        assertThat(pingOfAServerThatSays("HTTP/1.1 200 OK\r\n\r\nOK")).isTrue();
    }

    @Test
    void does_not_answer_when_something_else_listens() throws IOException {
        assertThat(pingOfAServerThatSays("SSH-2.0-OpenSSH_9.2\r\n")).isFalse();
    }

    @Test
    void provides_no_image_that_it_neither_has_nor_gets() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Daemon.start("docker", () -> answer(server, "HTTP/1.1 404 Not Found\r\n\r\n"));
            Daemon.start("docker", () -> answer(server, "HTTP/1.1 500 Internal Server Error\r\n\r\n"));

            assertThat(new DockerEngine(server.getLocalSocketAddress()).provides("postgres:17-alpine"))
                    .isFalse();
        }
    }

    @Test
    void provides_an_image_that_it_has() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Daemon.start("docker", () -> answer(server, "HTTP/1.1 200 OK\r\n\r\n{}"));

            assertThat(new DockerEngine(server.getLocalSocketAddress()).provides("postgres:17-alpine"))
                    .isTrue();
        }
    }

    @Test
    void does_not_answer_when_nobody_listens() throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.close();

        assertThat(new DockerEngine(server.getLocalSocketAddress()).answers()).isFalse();
    }

    @Test
    void does_not_answer_when_the_listener_is_silent() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new DockerEngine(server.getLocalSocketAddress()).answers())
                    .isFalse();
        }
    }

    private static boolean pingOfAServerThatSays(String answer) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Daemon.start("docker", () -> answer(server, answer));
            return new DockerEngine(server.getLocalSocketAddress()).answers();
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The client gave up, its answer is asserted.
        }
    }
}
