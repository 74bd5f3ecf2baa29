package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Small facts chosen once and kept in the data folder from then on, each in a file that only its owner may read. */
final class Remembered {
    private static final int SECRET_BYTES = 24;

    private Remembered() {}

    /** The password in the file; chosen and kept at the first call. Letters, digits, {@code -} and {@code _} only. */
    static String secret(Path file, RandomGenerator random) {
        if (Files.exists(file)) {
            return read(file);
        }
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return keep(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The loopback port in the file while nobody else has it; otherwise a free one, remembered in its place. */
    static int port(Path file) {
        if (Files.exists(file)) {
            var port = number(read(file));
            if (port > 0 && isFree(port)) {
                return port;
            }
        }
        return Integer.parseInt(keep(file, Integer.toString(anyFreePort())));
    }

    /** What is in the file; a {@link CannotStart} when nothing is. */
    static String text(Path file) {
        return read(file);
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static int anyFreePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw CannotStart.because("no free port on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CannotStart.because("cannot read " + file + ": " + e, e);
        }
    }

    /** Writes beside the file first: a crash leaves the old text or the new one, never half of it. */
    private static String keep(Path file, String text) {
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
