package dev.tickwork.testservers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the Docker engine itself, in milliseconds. Testcontainers' own search takes seconds, and where there is no
 * network it tries to pull for two minutes.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
record DockerEngine(SocketAddress address) {
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration LONG_ENOUGH_TO_PULL = Duration.ofMinutes(5);
    private static final String OK = "HTTP/1.1 200";
    private static final String REQUEST =
            "%s HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /** The one that the docker command would use. */
    static DockerEngine ofThisMachine() {
        String host = System.getenv("DOCKER_HOST");
        return host == null || host.isBlank()
                ? new DockerEngine(UnixDomainSocketAddress.of("/var/run/docker.sock"))
                : at(URI.create(host));
    }

    boolean answers() {
        return ask("GET /_ping", QUICK);
    }

    /** True when the image is here, or could be pulled now. */
    boolean provides(String image) {
        return has(image) || (ask("POST /images/create?fromImage=" + image, LONG_ENOUGH_TO_PULL) && has(image));
    }

    private boolean has(String image) {
        return ask("GET /images/" + image + "/json", QUICK);
    }

    private boolean ask(String what, Duration patience) {
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> isOk(REQUEST.formatted(what)));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isOk(String request) {
        try (SocketChannel channel = open()) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            return new String(answer, StandardCharsets.UTF_8).startsWith(OK);
        } catch (IOException e) {
            return false;
        }
    }

    private SocketChannel open() throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(address);
            return channel;
        }
        return SocketChannel.open(address);
    }

    private static DockerEngine at(URI host) {
        return new DockerEngine(
                "unix".equals(host.getScheme())
                        ? UnixDomainSocketAddress.of(Path.of(host.getPath()))
                        : new InetSocketAddress(host.getHost(), host.getPort()));
    }
}
