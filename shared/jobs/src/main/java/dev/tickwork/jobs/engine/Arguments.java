package dev.tickwork.jobs.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What runs are asked to do, as it is stored: JSON without secrets and of a bounded size. */
final class Arguments {
    private static final int LARGEST = 64 * 1024;
    private static final Pattern SECRET = Pattern.compile(
            "(^|_)(password|passwd|pwd|secret|token|api_?key|authorization|credentials?|private_key)($|_)");
    private static final String HIDDEN = "***";
    private static final Set<String> HARMLESS = ConcurrentHashMap.newKeySet();
    private static final int MOST_HARMLESS = 1000;

    private Arguments() {}

    /**
     * @return null for null
     * @throws IllegalArgumentException when they are too large
     */
    static @Nullable String write(@Nullable Record arguments) {
        if (arguments == null) {
            return null;
        }
        JsonNode tree = Wire.toTree(arguments);
        hideSecrets(tree);
        String json = Texts.storableJson(tree.toString());
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST) {
            throw new IllegalArgumentException(
                    "arguments must not be larger than " + LARGEST + " bytes but are " + bytes);
        }
        return json;
    }

    /** @throws Fault.Permanent when they are not of that type */
    static <T extends Record> T read(@Nullable String json, Class<T> type) {
        try {
            return Wire.decode(json == null ? "{}" : json, type);
        } catch (WireException e) {
            throw new Fault.Permanent("arguments are not " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static void hideSecrets(JsonNode node) {
        if (node instanceof ObjectNode object) {
            secretsOf(object).forEach(name -> object.put(name, HIDDEN));
        }
        node.forEach(Arguments::hideSecrets);
    }

    private static List<String> secretsOf(ObjectNode object) {
        List<String> secrets = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (isSecret(name) && !object.get(name).isNull()) {
                secrets.add(name);
            }
        });
        return secrets;
    }

    // The same few names come with every run.
    private static boolean isSecret(String name) {
        if (HARMLESS.contains(name)) {
            return false;
        }
        boolean secret = SECRET.matcher(name).find();
        if (!secret && HARMLESS.size() < MOST_HARMLESS) {
            HARMLESS.add(name);
        }
        return secret;
    }
}
