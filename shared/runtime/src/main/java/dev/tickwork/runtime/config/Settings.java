package dev.tickwork.runtime.config;

import java.util.Map;

/** The records that were made of the configuration, by the names of their files. */
public final class Settings {
    private final Map<String, Record> records;

    Settings(Map<String, Record> records) {
        this.records = Map.copyOf(records);
    }

    /** The record of {@code conf/<name>.yaml}, which must have been asked for with this type. */
    public <T extends Record> T get(String name, Class<T> type) {
        Record made = records.get(name);
        if (!type.isInstance(made)) {
            throw new IllegalStateException("conf/" + name + ".yaml was not asked for as " + type.getSimpleName());
        }
        return type.cast(made);
    }
}
