package dev.tickwork.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of configuration trees: a key per component, in snake case. It goes on after a mistake and complains of
 * each; what could not be made is empty. A component may be text, number, boolean, duration, enum, anything with a static
 * {@code parse} or {@code of}, a record, a list or set (in YAML or as {@code a, b}) or a map of these.
 */
final class RecordBinder {
    private final Complaints complaints;
    private final Scalars scalars;

    RecordBinder(Complaints complaints) {
        this.complaints = complaints;
        this.scalars = new Scalars(complaints);
    }

    <T extends Record> Optional<T> bind(ConfigNode.Keys keys, Class<T> type) {
        return record(keys, "", type).map(type::cast);
    }

    /** The values of all secrets that were bound so far. */
    Set<String> secrets() {
        return scalars.secrets();
    }

    private Optional<Object> record(ConfigNode node, String path, Class<?> type) {
        var shape = new RecordShape(type);
        if (!(node instanceof ConfigNode.Keys keys)) {
            complaints.about(node, path, "must have keys below it: " + String.join(", ", shape.keys()));
            return Optional.empty();
        }
        complainOfUnknown(keys, path, shape.keys());
        int before = complaints.count();
        @Nullable
        Object[] values = shape.components().stream()
                .map(component -> component(keys, path, component).orElse(null))
                .toArray();
        return complaints.count() == before ? made(shape, values, keys, path) : Optional.empty();
    }

    private Optional<Object> component(ConfigNode.Keys keys, String path, RecordComponent component) {
        String key = RecordShape.key(component);
        ConfigNode node = keys.keys().getOrDefault(key, new ConfigNode.Text(keys.file(), ""));
        return value(node, below(path, key), component.getGenericType(), RecordShape.mayBeNull(component));
    }

    private Optional<Object> value(ConfigNode node, String path, Type type, boolean mayBeNull) {
        if (type instanceof ParameterizedType generic) {
            return Optional.of(collection(node, path, generic));
        }
        Class<?> plain = (Class<?>) type;
        if (Conversions.to(plain).isPresent()) {
            return scalars.value(node, path, plain, mayBeNull);
        }
        return mayBeNull && isEmpty(node) ? Optional.empty() : record(node, path, plain);
    }

    private Object collection(ConfigNode node, String path, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            return map(node, path, arguments[1]);
        }
        List<Object> items = items(node, path, arguments[0]);
        return type.getRawType() == Set.class ? new LinkedHashSet<>(items) : items;
    }

    private Map<String, Object> map(ConfigNode node, String path, Type valueType) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (node instanceof ConfigNode.Keys keys) {
            keys.keys().forEach((key, value) -> value(value, below(path, key), valueType, false)
                    .ifPresent(made -> map.put(key, made)));
        } else if (!isEmpty(node)) {
            complaints.about(node, path, "must have keys below it");
        }
        return map;
    }

    private List<Object> items(ConfigNode node, String path, Type itemType) {
        List<Object> made = new ArrayList<>();
        for (ConfigNode item : split(node, path)) {
            value(item, path, itemType, false).ifPresent(made::add);
        }
        return made;
    }

    /** The items of a YAML list, or of a text with commas. */
    private List<ConfigNode> split(ConfigNode node, String path) {
        if (node instanceof ConfigNode.Items list) {
            return list.items();
        }
        if (!(node instanceof ConfigNode.Text text)) {
            complaints.about(node, path, "must be a list, as YAML or as a, b, c");
            return List.of();
        }
        return complaints.resolved(text, path).stream()
                .flatMap(resolved -> Arrays.stream(resolved.text().split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .<ConfigNode>map(item -> new ConfigNode.Text(text.file(), item))
                .toList();
    }

    private Optional<Object> made(RecordShape shape, @Nullable Object[] values, ConfigNode.Keys keys, String path) {
        try {
            return Optional.of(shape.make(values));
        } catch (IllegalArgumentException e) {
            complainAsRecord(shape, keys, path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A record's refusal begins with the name of the component that is wrong; that names the key. */
    private void complainAsRecord(RecordShape shape, ConfigNode.Keys keys, String path, String refusal) {
        String name = refusal.split("\\W", 2)[0];
        String key = SnakeCase.of(name);
        if (!shape.keys().contains(key)) {
            complaints.about(keys, path, refusal);
            return;
        }
        String complaint = refusal.substring(name.length()).replaceFirst("^:? ", "");
        complaints.about(keys.keys().getOrDefault(key, keys), below(path, key), complaint);
    }

    private void complainOfUnknown(ConfigNode.Keys keys, String path, List<String> known) {
        keys.keys().forEach((key, node) -> {
            if (!known.contains(key)) {
                complaints.about(node, below(path, key), "is not a known key; " + hint(key, known));
            }
        });
    }

    private static String hint(String key, List<String> known) {
        return Suggestion.of(key, known)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "known here are " + String.join(", ", known));
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static boolean isEmpty(ConfigNode node) {
        return node instanceof ConfigNode.Text text && text.raw().isEmpty();
    }
}
