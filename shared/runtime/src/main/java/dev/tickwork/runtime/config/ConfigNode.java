package dev.tickwork.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration file as it was read: keys, lists and texts, each text knowing the file it stands in. */
sealed interface ConfigNode {
    /** The file that this part was written in. */
    String file();

    /**
     * A scalar, placeholders not yet resolved.
     *
     * @param raw empty for a key without a value
     */
    record Text(String file, String raw) implements ConfigNode {}

    record Items(String file, List<ConfigNode> items) implements ConfigNode {}

    record Keys(String file, Map<String, ConfigNode> keys) implements ConfigNode {
        /** These keys with those of {@code top} laid over them, level by level. */
        Keys under(Keys top) {
            Map<String, ConfigNode> merged = new LinkedHashMap<>(keys);
            top.keys.forEach((key, node) -> merged.merge(key, node, Keys::laidOver));
            return new Keys(top.file, merged);
        }

        private static ConfigNode laidOver(ConfigNode below, ConfigNode above) {
            return below instanceof Keys lower && above instanceof Keys upper ? lower.under(upper) : above;
        }
    }
}
