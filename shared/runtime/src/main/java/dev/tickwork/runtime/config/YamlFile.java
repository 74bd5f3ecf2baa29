package dev.tickwork.runtime.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one YAML document into a tree of texts. */
final class YamlFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A file that is not a YAML document of keys and values; the message says where. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    private YamlFile() {}

    /** The keys of the document; none for an empty one. */
    static ConfigNode.Keys parse(String file, String yaml) throws Unreadable {
        JsonNode tree = tree(yaml);
        if (tree.isMissingNode() || tree.isNull()) {
            return new ConfigNode.Keys(file, Map.of());
        }
        if (!tree.isObject()) {
            throw new Unreadable("does not hold keys and values; write lines such as \"every: 5s\"");
        }
        return keys(file, tree);
    }

    private static JsonNode tree(String yaml) throws Unreadable {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            // The location is kept, but not the excerpt of the source that the parser would add: it may hold a secret.
            throw new Unreadable("is not YAML near line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
    }

    private static ConfigNode.Keys keys(String file, JsonNode tree) {
        Map<String, ConfigNode> keys = new LinkedHashMap<>();
        tree.properties().forEach(entry -> keys.put(entry.getKey(), node(file, entry.getValue())));
        return new ConfigNode.Keys(file, keys);
    }

    private static ConfigNode node(String file, JsonNode tree) {
        if (tree.isObject()) {
            return keys(file, tree);
        }
        if (tree.isArray()) {
            List<ConfigNode> items = new ArrayList<>();
            tree.forEach(item -> items.add(node(file, item)));
            return new ConfigNode.Items(file, items);
        }
        return new ConfigNode.Text(file, tree.isNull() ? "" : tree.asText());
    }
}
