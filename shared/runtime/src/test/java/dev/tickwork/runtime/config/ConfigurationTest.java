package dev.tickwork.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tickwork.messages.Role;
import dev.tickwork.runtime.cluster.ClusterConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    record Breaker(int failures, Duration resetAfter) {
        Breaker {
            if (failures < 1) {
                throw new IllegalArgumentException("failures: " + failures + " is not at least 1");
            }
        }
    }

    record Sample(
            Duration every,
            List<String> symbols,
            boolean history,
            BigDecimal share,
            URI address,
            Role role,
            Secret apiKey,
            @Nullable String note,
            Map<String, Breaker> breakers) {}

    private static final String RIGHT = """
            every: ${EVERY_SECONDS:5}s
            symbols: ${SYMBOLS:XAUUSD, EURUSD}
            history: ${HISTORY:true}
            share: 0.25
            address: ${ADDRESS:http://127.0.0.1:8010/x}
            role: admin
            api_key: ${API_KEY:}
            note: ${NOTE:}
            breakers:
              twelvedata: {failures: 5, reset_after: 30s}
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void every_kind_of_value_is_read() {
        write(RIGHT);

        Sample sample = load();

        assertThat(sample)
                .isEqualTo(new Sample(
                        Duration.ofSeconds(5),
                        List.of("XAUUSD", "EURUSD"),
                        true,
                        new BigDecimal("0.25"),
                        URI.create("http://127.0.0.1:8010/x"),
                        Role.ADMIN,
                        new Secret(""),
                        null,
                        Map.of("twelvedata", new Breaker(5, Duration.ofSeconds(30)))));
    }

    @Test
    void the_environment_goes_before_the_default_unless_it_is_empty() {
        write(RIGHT);
        environment.putAll(Map.of("EVERY_SECONDS", "2.5", "SYMBOLS", "BTCUSD", "NOTE", " "));

        Sample sample = load();

        assertThat(sample.every()).isEqualTo(Duration.ofMillis(2500));
        assertThat(sample.symbols()).containsExactly("BTCUSD");
        assertThat(sample.note()).isNull();
    }

    @Test
    void every_mistake_is_told_at_once_with_file_key_value_and_what_would_be_right() {
        write("""
                every: ${EVERY_SECONDS:5}s
                symbls: [XAUUSD]
                history: perhaps
                share: a lot
                address: http://user:pass word@host
                role: boss
                api_key: ${API_KEY}
                breakers:
                  twelvedata: {failures: 0, reset_after: 30s}
                """);
        environment.put("EVERY_SECONDS", "soon");

        ConfigurationRefused refused = catchThrowableOfType(ConfigurationRefused.class, this::load);

        String file = folder.resolve("sample.yaml").toString();
        assertThat(refused.mistakes().stream().map(Mistake::toString))
                .containsExactly(
                        file + ": address: \"http://***@host\" is not an address such as http://127.0.0.1:8010",
                        file + ": api_key: is not set and has no default; set the environment variable API_KEY",
                        file + ": breakers.twelvedata.failures: 0 is not at least 1",
                        file + ": every (EVERY_SECONDS): \"soons\" is not a duration such as 500ms, 5s, 2m, 1h or 30d",
                        file + ": history: \"perhaps\" is not true or false",
                        file + ": role: \"boss\" is not one of viewer, member, operator, admin",
                        file + ": share: \"a lot\" is not a number such as 0.25",
                        file + ": symbls: is not a known key; did you mean symbols?");
    }

    @Test
    void the_mistakes_of_all_files_are_told_together() throws IOException {
        write(RIGHT.replace("history: ${HISTORY:true}", "history: 7"));
        Files.writeString(folder.resolve("second.yaml"), "failures: x\nreset_after: [\n");

        ConfigurationRefused refused = catchThrowableOfType(
                ConfigurationRefused.class,
                () -> configuration().with("second", Breaker.class).load());

        assertThat(refused.mistakes())
                .extracting(Mistake::file)
                .containsExactly(
                        folder.resolve("sample.yaml").toString(),
                        folder.resolve("second.yaml").toString());
        assertThat(refused).hasMessageContaining("the configuration has 2 mistakes:");
    }

    @Test
    void a_secret_is_never_shown() {
        write(RIGHT);
        environment.put("API_KEY", "hunter2");

        Sample sample = load();

        assertThat(sample.apiKey().value()).isEqualTo("hunter2");
        assertThat(sample.toString()).doesNotContain("hunter2");
    }

    @Test
    void an_operators_file_needs_only_the_keys_that_differ() throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), "name: elsewhere\n");

        var cluster = new Configuration(folder, environment::get)
                .with("cluster", ClusterConfig.class)
                .load()
                .get("cluster", ClusterConfig.class);

        assertThat(cluster.name()).isEqualTo("elsewhere");
        assertThat(cluster.port()).isEqualTo(5701);
    }

    @Test
    void a_misspelt_file_name_is_a_mistake() throws IOException {
        write(RIGHT);
        Files.writeString(folder.resolve("sampel.yaml"), RIGHT);

        ConfigurationRefused refused = catchThrowableOfType(ConfigurationRefused.class, this::load);

        assertThat(refused).hasMessageContaining("sampel.yaml: is read by nothing; did you mean sample.yaml?");
    }

    @Test
    void placeholders_try_one_name_after_the_other() throws Placeholders.Unresolved {
        environment.put("SECOND", "two");

        Placeholders.Resolved resolved =
                new Placeholders(environment::get).resolve("<${FIRST:${SECOND:${THIRD:none}}}>");

        assertThat(resolved).isEqualTo(new Placeholders.Resolved("<two>", List.of("FIRST", "SECOND")));
    }

    private Configuration configuration() {
        return new Configuration(folder, environment::get).with("sample", Sample.class);
    }

    private Sample load() {
        return configuration().load().get("sample", Sample.class);
    }

    private void write(String yaml) {
        try {
            Files.writeString(folder.resolve("sample.yaml"), yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
