package dev.tickwork.jobs.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What runs are asked to do, as it is stored: JSON without secrets and of a bounded size. */
final class Arguments {
    private static final int LARGEST = 64 * 1024;

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
        Secrets.hideIn(tree);
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
}
