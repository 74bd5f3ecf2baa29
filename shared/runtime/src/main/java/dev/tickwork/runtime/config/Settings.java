package dev.tickwork.runtime.config;

import java.util.Map;
import java.util.Set;

/** The records that were made of the configuration, by the names of their files. */
public final class Settings {
    private final Map<String, Record> records;

    private final Set<String> secrets;

    Settings(Map<String, Record> records, Set<String> secrets) {
        this.records = Map.copyOf(records);
        this.secrets = Set.copyOf(secrets);
    }

    /** The record of {@code conf/<name>.yaml}, which must have been asked for with this type. */
    public <T extends Record> T get(String name, Class<T> type) {
        Record made = records.get(name);
        if (!type.isInstance(made)) {
            throw new IllegalStateException("conf/" + name + ".yaml was not asked for as " + type.getSimpleName());
        }
        return type.cast(made);
    }

    /** The values of all {@link Secret}s in them; may hold an empty one. */
    public Set<String> secrets() {
        return secrets;
    }
}
