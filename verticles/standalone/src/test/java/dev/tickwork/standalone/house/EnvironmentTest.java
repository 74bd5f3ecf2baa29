package dev.tickwork.standalone.house;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code conf/.env.example} has every environment variable that means something, and none that does not. */
class EnvironmentTest {
    private static final Path CONF = House.REPOSITORY.resolve("conf");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern EXAMPLE = Pattern.compile("^#?([A-Z][A-Z0-9_]*)=", Pattern.MULTILINE);
    private static final Pattern COMPOSED = Pattern.compile("^ +([A-Z][A-Z0-9_]*):", Pattern.MULTILINE);

    /** Meant for standalone and for docker-compose themselves, which read no YAML. */
    private static final Set<String> OUTSIDE_YAML = Set.of(
            "TICKWORK_DATA", "POSTGRES_IMAGE", "POSTGRES_PASSWORD", "REDIS_IMAGE", "REDIS_PASSWORD", "JRE_IMAGE");

    /** What image and composition have decided: how processes find each other and where files lie in a container. */
    private static final Set<String> DECIDED_IN_CONTAINERS = Set.of(
            "ARCHIVE_DIR",
            "CELERY_BROKER_URL",
            "CELERY_RESULT_BACKEND",
            "CLUSTER_BUS_PORT",
            "CLUSTER_PORT",
            "CLUSTER_PUBLIC_HOST",
            "NODE_HOST",
            "NODE_PORT",
            "TICKWORK_DATA");

    @Test
    void the_example_has_each_variable_and_no_other() throws IOException {
        var known = new TreeSet<>(OUTSIDE_YAML);
        for (var file : yamlFiles()) {
            known.addAll(names(PLACEHOLDER, Files.readString(file)));
        }

        assertThat(names(EXAMPLE, Files.readString(CONF.resolve(".env.example"))))
                .isEqualTo(known);
    }

    @Test
    void docker_compose_sets_only_variables_that_exist() throws IOException {
        var example = names(EXAMPLE, Files.readString(CONF.resolve(".env.example")));

        var set = names(COMPOSED, compose());

        set.removeAll(Set.of("POSTGRES_USER", "POSTGRES_DB", "REDISCLI_AUTH", "JAR")); // theirs, not ours
        assertThat(example).containsAll(set);
    }

    @Test
    void docker_compose_hands_on_each_variable_that_it_does_not_decide() throws IOException {
        var handedOn = names(COMPOSED, compose());
        handedOn.addAll(names(PLACEHOLDER, compose()));
        handedOn.addAll(DECIDED_IN_CONTAINERS);

        assertThat(handedOn).containsAll(names(EXAMPLE, Files.readString(CONF.resolve(".env.example"))));
    }

    private static String compose() throws IOException {
        return Files.readString(House.REPOSITORY.resolve("docker-compose.yml"));
    }

    private static Set<Path> yamlFiles() throws IOException {
        try (var files = Files.list(CONF)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).collect(toCollection(TreeSet::new));
        }
    }

    private static TreeSet<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(toCollection(TreeSet::new));
    }
}
