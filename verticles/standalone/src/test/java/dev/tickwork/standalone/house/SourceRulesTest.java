package dev.tickwork.standalone.house;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the house that only the sources can be asked about. */
class SourceRulesTest {
    private static final Pattern SAID_ADDRESS = Pattern.compile("new\\s+(?:Topic|Call)<[^>]*>\\(\\s*\"([^\"]+)\"");
    private static final Pattern RAW_ADDRESS = Pattern.compile("\"(?:api|live|event|node)\\.[a-z][^\"]*\"");
    private static final Pattern JOB_NAME = Pattern.compile("JobDefinition\\.of\\(\\s*\"([^\"]+)\"");
    private static final Pattern ONE_LINE_SQL =
            Pattern.compile("\"\\s*(?:SELECT .* FROM|INSERT INTO|UPDATE \\w+ SET|DELETE FROM)\\b[^\"]*\"");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:(?:final|abstract|sealed|non-sealed|static) )*(?:class|interface|record|enum|@interface) ",
            Pattern.MULTILINE);

    private static final List<Source> SOURCES = House.sources();

    @Test
    void a_table_is_written_by_one_module() {
        assertThat(writtenByMany(SOURCES)).isEmpty();
    }

    @Test
    void a_second_writer_is_noticed() {
        var owner = source(
                "one", "\"\"\"\nINSERT INTO trades (id) VALUES ($1)\nON CONFLICT (id) DO UPDATE SET id = 1\n\"\"\"");
        var other = source("two", "\"\"\"\nWITH old AS (DELETE FROM trades RETURNING id) SELECT id FROM old\n\"\"\"");
        var reader = source("three", "\"\"\"\nSELECT id FROM trades FOR UPDATE SKIP LOCKED\n\"\"\"");

        var byMany = writtenByMany(List.of(owner, other, reader));

        assertThat(byMany).isEqualTo(Map.of("trades", Set.of("one", "two")));
    }

    @Test
    void a_verticle_says_in_its_readme_which_tables_it_writes() throws IOException {
        for (var folder : House.verticleFolders()) {
            var said = Readme.of(folder).section("Writes tables");
            var written = SqlWrites.writersByTable(Source.allIn(folder)).keySet();
            assertThat(written).as(folder.toString()).allSatisfy(table -> assertThat(said)
                    .contains(table));
        }
    }

    @Test
    void sql_stands_in_text_blocks() {
        assertThat(linesWith(ONE_LINE_SQL, SOURCES)).isEmpty();
        assertThat(linesWith(ONE_LINE_SQL, List.of(source("one", "\"DELETE FROM trades\""))))
                .hasSize(1);
    }

    @Test
    void an_address_on_the_bus_belongs_to_one_message() {
        assertThat(twice(SAID_ADDRESS, SOURCES)).isEmpty();
        assertThat(twice(
                        SAID_ADDRESS,
                        List.of(
                                source("one", "new Topic<>(\"live.a\", A.class)"),
                                source("two", "new Call<>(\"live.a\", A.class)"))))
                .containsExactly("live.a");
    }

    @Test
    void an_address_on_the_bus_is_written_beside_its_message_or_among_the_addresses() {
        assertThat(linesWith(RAW_ADDRESS, elsewhere(SOURCES))).isEmpty();
        assertThat(linesWith(RAW_ADDRESS, elsewhere(List.of(source("one", "bus.say(\"live.jobs\")")))))
                .hasSize(1);
    }

    @Test
    void a_job_name_belongs_to_one_job() {
        assertThat(twice(JOB_NAME, SOURCES)).isEmpty();
        assertThat(twice(
                        JOB_NAME,
                        List.of(
                                source("one", "JobDefinition.of(\"tidy\", x)"),
                                source("two", "JobDefinition.of(\"tidy\", y)"))))
                .containsExactly("tidy");
    }

    @Test
    void every_package_says_what_it_is_for() throws IOException {
        for (var packageFolder : packageFolders()) {
            var info = packageFolder.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info)).as(info.toString()).contains("/** ", "@NullMarked", "@CheckReturnValue");
        }
    }

    @Test
    void every_public_type_says_what_it_means() {
        assertThat(SOURCES.stream().filter(SourceRulesTest::hasUndocumentedType))
                .isEmpty();
        assertThat(hasUndocumentedType(source("one", "\n\npublic final class Mute {}")))
                .isTrue();
        assertThat(hasUndocumentedType(source("one", "/** Speaks. */\n@Deprecated\npublic record Loud() {}")))
                .isFalse();
    }

    private static Map<String, Set<String>> writtenByMany(Collection<Source> sources) {
        var writers = SqlWrites.writersByTable(sources);
        writers.values().removeIf(modules -> modules.size() < 2);
        return writers;
    }

    private static List<Source> elsewhere(List<Source> sources) {
        return sources.stream()
                .filter(source -> !source.name().endsWith("Addresses"))
                .filter(source -> source.find(SAID_ADDRESS).findAny().isEmpty())
                .toList();
    }

    private static List<String> twice(Pattern pattern, List<Source> sources) {
        var counted = sources.stream()
                .flatMap(source -> source.find(pattern))
                .collect(groupingBy(found -> found.group(1), counting()));
        counted.values().removeIf(count -> count < 2);
        counted.keySet().removeIf(text -> text.endsWith(".")); // the beginning of many addresses
        return List.copyOf(counted.keySet());
    }

    private static List<String> linesWith(Pattern pattern, List<Source> sources) {
        return sources.stream()
                .flatMap(source -> source.find(pattern).map(found -> source + ": " + found.group()))
                .toList();
    }

    private static boolean hasUndocumentedType(Source source) {
        var type = PUBLIC_TYPE.matcher(source.text());
        if (!type.find()) {
            return false;
        }
        var before = source.text()
                .substring(0, type.start())
                .replaceAll("(?m)^@.*$", "")
                .strip();
        return !before.endsWith("*/");
    }

    private static List<Path> packageFolders() throws IOException {
        var folders = new ArrayList<Path>();
        for (var kind : List.of("shared", "verticles")) {
            try (var files = Files.walk(House.REPOSITORY.resolve(kind))) {
                files.filter(file -> file.toString().contains("/src/main/java/"))
                        .filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .forEach(folders::add);
            }
        }
        return folders;
    }

    private static Source source(String module, String text) {
        return Source.of(module, module.toUpperCase(Locale.ROOT), text);
    }
}
