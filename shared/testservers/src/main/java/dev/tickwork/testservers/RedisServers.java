package dev.tickwork.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import redis.embedded.RedisServer;

/** Finds or starts the Redis of this JVM's tests. What we start keeps nothing on disk. */
final class RedisServers {
    private static final Logger log = LoggerFactory.getLogger(RedisServers.class);
    private static final TestImage IMAGE = new TestImage("REDIS_IMAGE", "redis:7-alpine");
    private static final int PORT = 6379;

    private RedisServers() {}

    static ServerAddress start() {
        String given = System.getenv("TICKWORK_TEST_REDIS");
        if (given != null && !given.isBlank()) {
            return given(URI.create(given));
        }
        return IMAGE.startOr(RedisServers::container, RedisServers::embedded);
    }

    private static ServerAddress given(URI url) {
        return new ServerAddress(url.getHost(), url.getPort() == -1 ? PORT : url.getPort());
    }

    @SuppressWarnings("resource") // Testcontainers ends it with the JVM
    private static ServerAddress container(String image) {
        var redis = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
        redis.start();
        log.atInfo().addKeyValue("image", image).log("test redis runs in a container");
        return new ServerAddress(redis.getHost(), redis.getMappedPort(PORT));
    }

    private static ServerAddress embedded() {
        try {
            int port = freePort();
            RedisServer redis = RedisServer.newRedisServer()
                    .bind("127.0.0.1")
                    .port(port)
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            redis.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(redis)));
            log.atInfo().addKeyValue("port", port).log("test redis is embedded");
            return new ServerAddress("127.0.0.1", port);
        } catch (IOException e) {
            throw new UncheckedIOException("embedded redis did not start", e);
        }
    }

    private static void stop(RedisServer redis) {
        try {
            redis.stop();
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("test redis did not stop");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
