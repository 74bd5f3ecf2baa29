package dev.tickwork.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one process: for each name a file {@code conf/<name>.yaml} that is packaged with the program, and
 * on top of it, key by key, the file of that name in the operator's folder.
 */
public final class Configuration {
    private final @Nullable Path folder;
    private final Function<String, @Nullable String> environment;
    private final Map<String, Class<? extends Record>> wanted = new LinkedHashMap<>();

    /**
     * @param folder the operator's folder; null when there is none
     * @param environment looks an environment variable up
     */
    public Configuration(@Nullable Path folder, Function<String, @Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Adds a file to those that will be read. */
    public Configuration with(String name, Class<? extends Record> type) {
        wanted.put(name, type);
        return this;
    }

    /**
     * Reads all files.
     *
     * @throws ConfigurationRefused with every mistake in any of them
     */
    public Settings load() {
        var complaints = new Complaints(new Placeholders(environment));
        var binder = new RecordBinder(complaints);
        Map<String, Record> records = new LinkedHashMap<>();
        wanted.forEach((name, type) -> keys(name, complaints)
                .flatMap(keys -> binder.bind(keys, type))
                .ifPresent(made -> records.put(name, made)));
        complainOfMisnamedFiles(complaints);
        if (complaints.count() > 0) {
            throw new ConfigurationRefused(complaints.mistakes());
        }
        return new Settings(records, binder.secrets());
    }

    private Optional<ConfigNode.Keys> keys(String name, Complaints complaints) {
        String file = "conf/" + name + ".yaml";
        Optional<ConfigNode.Keys> packaged = parsed(file, packaged(file), complaints);
        if (folder == null || !Files.exists(folder.resolve(name + ".yaml"))) {
            return packaged;
        }
        Path own = folder.resolve(name + ".yaml");
        return packaged.flatMap(below ->
                parsed(own.toString(), text(own, complaints), complaints).map(below::under));
    }

    private static Optional<ConfigNode.Keys> parsed(String file, String yaml, Complaints complaints) {
        try {
            return Optional.of(YamlFile.parse(file, yaml));
        } catch (YamlFile.Unreadable e) {
            complaints.add(new Mistake(file, "", List.of(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static String packaged(String file) {
        try (InputStream in = Configuration.class.getResourceAsStream("/" + file)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(file + " in the program's jar cannot be read", e);
        }
    }

    private static String text(Path own, Complaints complaints) {
        try {
            return Files.readString(own);
        } catch (IOException e) {
            complaints.add(new Mistake(own.toString(), "", List.of(), "cannot be read: " + e.getMessage()));
            return "";
        }
    }

    /** Other verticles' files may lie in the folder, but one that is nearly ours was meant for us. */
    private void complainOfMisnamedFiles(Complaints complaints) {
        if (folder == null) {
            return;
        }
        for (String name : yamlNames(folder, complaints)) {
            if (!wanted.containsKey(name) && !isPackaged(name)) {
                Suggestion.of(name, wanted.keySet())
                        .ifPresent(near -> complaints.add(new Mistake(
                                folder.resolve(name + ".yaml").toString(),
                                "",
                                List.of(),
                                "is read by nothing; did you mean " + near + ".yaml?")));
            }
        }
    }

    private static boolean isPackaged(String name) {
        return Configuration.class.getResource("/conf/" + name + ".yaml") != null;
    }

    private static List<String> yamlNames(Path folder, Complaints complaints) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .toList();
        } catch (IOException e) {
            complaints.add(new Mistake(folder.toString(), "", List.of(), "is not a folder that can be read"));
            return List.of();
        }
    }
}
