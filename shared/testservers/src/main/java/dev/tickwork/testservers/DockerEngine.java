package dev.tickwork.testservers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the Docker engine itself, in milliseconds: Testcontainers' own search takes seconds and prints stack traces. */
final class DockerEngine {
    private static final byte[] PING =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private DockerEngine() {}

    static boolean answers() {
        String host = System.getenv("DOCKER_HOST");
        return host == null || host.isBlank()
                ? answersAt(Path.of("/var/run/docker.sock"))
                : answersAt(URI.create(host));
    }

    private static boolean answersAt(URI host) {
        if ("unix".equals(host.getScheme())) {
            return answersAt(Path.of(host.getPath()));
        }
        return answersAt(new InetSocketAddress(host.getHost(), host.getPort()));
    }

    private static boolean answersAt(Path socket) {
        return Files.exists(socket) && answersAt(UnixDomainSocketAddress.of(socket));
    }

    static boolean answersAt(SocketAddress address) {
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> ping(address));
        try {
            return answer.get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean ping(SocketAddress address) {
        try (SocketChannel channel = open(address)) {
            channel.write(ByteBuffer.wrap(PING));
            var answer = ByteBuffer.allocate(12);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {}
            return new String(answer.array(), StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(address);
            return channel;
        }
        return SocketChannel.open(address);
    }
}
