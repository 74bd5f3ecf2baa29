package dev.tickwork.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes records of what was typed on a command line, by the rules of the configuration files. */
public final class TypedArguments {
    private static final String OPTION = "--arg";

    private TypedArguments() {}

    /**
     * The record with these components.
     *
     * @param typed texts by component, in snake case
     * @throws ConfigurationRefused with every mistake
     */
    public static <T extends Record> T of(Class<T> type, Map<String, String> typed) {
        Map<String, ConfigNode> nodes = new LinkedHashMap<>();
        typed.forEach((key, text) -> nodes.put(key.replace('-', '_'), new ConfigNode.Text(OPTION, text)));
        var complaints = new Complaints(new Placeholders(name -> null));
        Optional<T> made = new RecordBinder(complaints).bind(new ConfigNode.Keys(OPTION, nodes), type);
        return made.filter(record -> complaints.mistakes().isEmpty())
                .orElseThrow(() -> new ConfigurationRefused(complaints.mistakes()));
    }
}
