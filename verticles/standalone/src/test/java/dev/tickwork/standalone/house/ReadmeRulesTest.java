package dev.tickwork.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever opens a verticle's folder finds the same answers in the same order. */
class ReadmeRulesTest {
    private static final List<String> HEADINGS = List.of(
            "Does",
            "Runs when",
            "Hears",
            "Says",
            "Writes tables",
            "Reads tables",
            "Config keys",
            "Run it alone",
            "When things break");

    @ParameterizedTest
    @MethodSource("dev.tickwork.standalone.house.House#verticleFolders")
    void a_readme_answers_the_same_questions_in_the_same_order(Path folder) {
        var readme = Readme.of(folder);

        assertThat(readme.text()).startsWith("# " + folder.getFileName() + "\n");
        assertThat(HEADINGS)
                .allSatisfy(heading ->
                        assertThat(readme.section(heading)).as(heading).isNotEmpty());
        assertThat(HEADINGS.stream().map(heading -> readme.text().indexOf("\n" + heading + ":")))
                .isSorted();
    }

    @ParameterizedTest
    @MethodSource("dev.tickwork.standalone.house.House#verticleFolders")
    void a_readme_says_how_to_run_the_jar_that_is_built(Path folder) throws Exception {
        var pom = Files.readString(folder.resolve("pom.xml"));
        var jar = pom.replaceFirst("(?s).*<runnable.name>(.*?)</runnable.name>.*", "$1") + ".jar";

        assertThat(Readme.of(folder).section("Run it alone"))
                .contains("java -jar verticles/" + folder.getFileName() + "/target/" + jar);
    }

    @ParameterizedTest
    @MethodSource("sharedFolders")
    void a_shared_module_has_a_readme(Path folder) {
        assertThat(Readme.of(folder).text()).startsWith("# " + folder.getFileName() + "\n");
    }

    @Test
    void a_missing_answer_is_noticed() {
        var readme = new Readme("# x\nDoes: nothing.\n\nSays: little,\nand softly.\n");

        assertThat(readme.section("Does")).isEqualTo("nothing.");
        assertThat(readme.section("Says")).isEqualTo("little,\nand softly.");
        assertThat(readme.section("Hears")).isEmpty();
    }

    static List<Path> sharedFolders() throws Exception {
        try (var folders = Files.list(House.REPOSITORY.resolve("shared"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }
}
