package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the servers' programs from the jar into the data folder, once per version. */
final class Binaries {
    private final Path folder;
    private final Machine machine;
    private final Properties versions;

    Binaries(Path folder, Machine machine) {
        this.folder = Folders.create(folder);
        this.machine = machine;
        this.versions = readVersions();
    }

    /** Where all of them lie, each version in a folder of its own. */
    Path folder() {
        return folder;
    }

    /** Folder with {@code bin}, {@code lib} and {@code share} of Postgres. */
    Path postgres() {
        return unpacked("postgres", machine.postgresArchive(), Binaries::extractArchive);
    }

    /** The Redis server program. */
    Path redis() {
        return unpacked("redis", machine.redisProgram(), Binaries::copyProgram).resolve("redis-server");
    }

    /** Major version of Postgres as its data folders name it, for example {@code 17}. */
    String postgresMajor() {
        return versions.getProperty("postgres").replaceFirst("\\..*", "");
    }

    /** Unpacks beside the final place and moves at the end: a folder of the right name is always whole. */
    private Path unpacked(String name, String resource, Unpacking unpacking) {
        var home = folder.resolve(name + "-" + versions.getProperty(name));
        if (Files.isDirectory(home)) {
            return home;
        }
        try (var packed = open(resource)) {
            deleteAll(name);
            var fresh = Folders.create(folder.resolve(name + ".new"));
            unpacking.unpack(packed, fresh);
            return Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CannotStart.because("cannot unpack " + resource + " into " + folder + ": " + e, e);
        }
    }

    private void deleteAll(String name) {
        for (var path : Folders.list(folder)) {
            if (path.getFileName().toString().matches(name + "[-.].*")) {
                Folders.delete(path);
            }
        }
    }

    private static void copyProgram(InputStream packed, Path folder) throws IOException {
        var program = folder.resolve("redis-server");
        Files.copy(packed, program);
        makeExecutable(program);
    }

    private static void extractArchive(InputStream packed, Path folder) throws IOException {
        try (var archive = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                extract(archive, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void extract(TarArchiveInputStream archive, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, target);
        if ((entry.getMode() & 0100) != 0) {
            makeExecutable(target);
        }
    }

    private static void makeExecutable(Path program) throws IOException {
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static InputStream open(String resource) {
        var stream = Binaries.class.getClassLoader().getResourceAsStream(resource);
        if (stream == null) {
            throw CannotStart.because(
                    "this jar does not carry " + resource + ": set DATABASE_URL and REDIS_URL to servers of yours",
                    null);
        }
        return stream;
    }

    private static Properties readVersions() {
        try (var stream = Binaries.class.getResourceAsStream("versions.properties")) {
            var versions = new Properties();
            versions.load(stream);
            return versions;
        } catch (IOException e) {
            throw CannotStart.because("cannot read versions.properties in this jar: " + e, e);
        }
    }

    private interface Unpacking {
        void unpack(InputStream packed, Path folder) throws IOException;
    }
}
