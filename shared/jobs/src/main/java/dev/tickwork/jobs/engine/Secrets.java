package dev.tickwork.jobs.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Keeps out of the ledger what must not be in it: known by its name, for its value may be anything. */
final class Secrets {
    private static final Pattern SECRET = Pattern.compile(
            "(^|_)(password|passwd|pwd|secret|token|api_?key|authorization|credentials?|private_key)($|_)");
    private static final String HIDDEN = "***";
    private static final Set<String> HARMLESS = ConcurrentHashMap.newKeySet();
    private static final int MOST_HARMLESS = 1000;

    private Secrets() {}

    /** Replaces, however deep, the values of what is named like a secret. */
    static void hideIn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            secretsOf(object).forEach(name -> object.put(name, HIDDEN));
        }
        node.forEach(Secrets::hideIn);
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
