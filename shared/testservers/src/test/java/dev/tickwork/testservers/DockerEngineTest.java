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
    void does_not_answer_when_nobody_listens() throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.close();

        assertThat(DockerEngine.answersAt(server.getLocalSocketAddress())).isFalse();
    }

    @Test
    void does_not_answer_when_the_listener_is_silent() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(DockerEngine.answersAt(server.getLocalSocketAddress())).isFalse();
        }
    }

    private static boolean pingOfAServerThatSays(String answer) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Daemon.start("docker", () -> answer(server, answer));
            return DockerEngine.answersAt(server.getLocalSocketAddress());
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
