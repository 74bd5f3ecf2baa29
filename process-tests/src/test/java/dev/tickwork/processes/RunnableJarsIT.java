package dev.tickwork.processes;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each runnable jar has in it what its classes will look for once it runs alone. */
class RunnableJarsIT {
    private static final List<String> SHARED =
            List.of("domain", "messages", "postgres", "redis", "upstream", "providers", "jobs", "runtime");
    private static final long MEGABYTE = 1_000_000;

    @ParameterizedTest
    @MethodSource("jars")
    void starts_and_says_its_version(Path jar) throws Exception {
        var process = new ProcessBuilder("java", "-XX:TieredStopAtLevel=1", "-jar", jar.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        var said = process.inputReader().lines().collect(joining("\n"));

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("0.1.0");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void carries_every_shared_module_and_none_for_tests(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            assertThat(SHARED).allSatisfy(module -> assertThat(file.getEntry("dev/tickwork/" + module + "/"))
                    .as(module)
                    .isNotNull());
            assertThat(Stream.of("testkit", "testservers"))
                    .allSatisfy(module -> assertThat(file.getEntry("dev/tickwork/" + module + "/"))
                            .isNull());
            assertThat(file.stream().map(Object::toString))
                    .anyMatch(name -> name.matches("db/migration/V\\d+__.+\\.sql"));
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void finds_the_services_of_all_its_libraries(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            assertThat(text(file, "META-INF/services/io.vertx.core.spi.VertxServiceProvider"))
                    .contains("hazelcast", "micrometer");
            assertThat(text(file, "META-INF/services/org.flywaydb.core.extensibility.Plugin"))
                    .contains("postgresql", "org.flywaydb.core.internal");
            assertThat(text(file, "META-INF/services/java.sql.Driver")).contains("org.postgresql.Driver");
            assertThat(file.getManifest().getMainAttributes().getValue("Multi-Release"))
                    .isEqualTo("true");
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void is_no_larger_than_what_it_needs(Path jar) throws IOException {
        var limit = jar.endsWith("tickwork.jar") ? 120 * MEGABYTE : 45 * MEGABYTE;

        assertThat(Files.size(jar)).isLessThan(limit);
    }

    static List<Path> jars() throws IOException {
        try (var folders = Files.list(Installation.VERTICLES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(RunnableJarsIT::jar)
                    .sorted()
                    .toList();
        }
    }

    private static Path jar(Path folder) {
        var name = folder.getFileName().toString();
        return folder.resolve("target").resolve(name.equals("standalone") ? "tickwork.jar" : name + ".jar");
    }

    private static String text(JarFile jar, String entry) throws IOException {
        try (var stream = jar.getInputStream(jar.getEntry(entry))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
