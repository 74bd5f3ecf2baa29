package dev.tickwork.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an older release said must be understood by this one. Each record that travels on the bus has a file per version
 * of it, {@code golden/<class>.v<n>.json}; a record that grows gets the next one, and no file is ever changed.
 */
class MessagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Pattern SAID = Pattern.compile("new\\s+(?:Topic|Call)<[^>]*>\\(([^;]*?)\\)\\s*;");
    private static final Pattern TYPE = Pattern.compile("([A-Za-z.]+)\\.class");

    @ParameterizedTest
    @MethodSource("types")
    void a_message_is_written_as_its_newest_golden_file_says(String type) throws Exception {
        var text = text(versions(type).get(0));

        assertThat(Wire.encode(decode(text, type))).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_message_of_every_release_is_still_understood(Path file) throws Exception {
        var type = file.getFileName().toString().replaceFirst("\\.v\\d+\\.json", "");

        assertThat(decode(text(file), type)).isNotNull();
    }

    @Test
    void a_message_that_lost_a_part_is_noticed() {
        assertThatThrownBy(() -> decode("{\"job\":\"price-fetch\"}", "messages.live.JobChanged"))
                .isInstanceOf(WireException.class);
    }

    static Stream<String> types() {
        return House.sources().stream().flatMap(MessagesTest::saidIn).distinct().sorted();
    }

    static List<Path> files() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    private static List<Path> versions(String type) throws IOException {
        var versions = files().stream()
                .filter(file -> file.getFileName().toString().startsWith(type + ".v"))
                .sorted(Comparator.comparing(MessagesTest::version).reversed())
                .toList();
        assertThat(versions).as("golden/" + type + ".v1.json").isNotEmpty();
        return versions;
    }

    private static int version(Path file) {
        return Integer.parseInt(file.getFileName().toString().replaceFirst(".*\\.v(\\d+)\\.json", "$1"));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static Record decode(String text, String type) throws ClassNotFoundException {
        return Wire.decode(text, Class.forName(House.ROOT + type).asSubclass(Record.class));
    }

    /** The records that a file puts on the bus, by class name after {@code dev.tickwork}. */
    private static Stream<String> saidIn(Source source) {
        return source.find(SAID)
                .flatMap(said -> TYPE.matcher(said.group(1)).results())
                .map(type -> type.group(1))
                .map(simpleName -> recordSeenFrom(source, simpleName));
    }

    private static String recordSeenFrom(Source source, String simpleName) {
        var candidates = House.classes().stream()
                .filter(type -> type.isRecord() && type.getSimpleName().equals(simpleName))
                .map(type -> type.getName().substring(House.ROOT.length()))
                .toList();
        return candidates.stream()
                .filter(name -> name.contains(source.name() + "$") || source.imports(name) || candidates.size() == 1)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("which " + simpleName + " does " + source + " mean? " + candidates));
    }
}
