package dev.tickwork.runtime.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of configuration trees: a key per component, in snake case. It goes on after a mistake and notes each;
 * what could not be made is empty. A component may be text, number, boolean, duration, enum, anything with a static
 * {@code parse} or {@code of}, a record, a list or set (in YAML or as {@code a, b}) or a map of these.
 */
final class RecordBinder {
    private final Placeholders placeholders;
    private final List<Mistake> mistakes;
    private final Set<String> secrets = new HashSet<>();

    RecordBinder(Placeholders placeholders, List<Mistake> mistakes) {
        this.placeholders = placeholders;
        this.mistakes = mistakes;
    }

    <T extends Record> Optional<T> bind(ConfigNode.Keys keys, Class<T> type) {
        return record(keys, "", type).map(type::cast);
    }

    /** The values of all secrets that were bound so far. */
    Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    private Optional<Object> record(ConfigNode node, String path, Class<?> type) {
        if (!(node instanceof ConfigNode.Keys keys)) {
            complain(node, path, "must have keys below it: " + String.join(", ", names(type)));
            return Optional.empty();
        }
        complainOfUnknown(keys, path, names(type));
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            int before = mistakes.size();
            values[i] = component(keys, path, components[i]);
            complete &= mistakes.size() == before;
        }
        return complete ? construct(keys, path, type, values) : Optional.empty();
    }

    /** The component's value; null when it is missing, which is a mistake unless it may be null. */
    private @Nullable Object component(ConfigNode.Keys keys, String path, RecordComponent component) {
        String key = SnakeCase.of(component.getName());
        String here = path.isEmpty() ? key : path + "." + key;
        ConfigNode node = keys.keys().getOrDefault(key, new ConfigNode.Text(keys.file(), ""));
        Optional<Object> value = value(node, here, component.getGenericType(), isNullable(component));
        return value.orElse(null);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Optional<Object> value(ConfigNode node, String path, Type type, boolean mayBeNull) {
        if (type instanceof ParameterizedType generic) {
            return collection(node, path, generic);
        }
        Class<?> plain = (Class<?>) type;
        Optional<Function<String, Object>> conversion = Conversions.to(plain);
        if (conversion.isPresent()) {
            return scalar(node, path, plain, conversion.get(), mayBeNull);
        }
        if (mayBeNull && node instanceof ConfigNode.Text text && text.raw().isEmpty()) {
            return Optional.empty();
        }
        return record(node, path, plain);
    }

    private Optional<Object> scalar(
            ConfigNode node, String path, Class<?> type, Function<String, Object> conversion, boolean mayBeNull) {
        if (!(node instanceof ConfigNode.Text text)) {
            complain(node, path, "must be a single value");
            return Optional.empty();
        }
        return resolved(text, path)
                .flatMap(resolved -> converted(new Place(text.file(), path, resolved, type), conversion, mayBeNull));
    }

    /** A resolved text with the place where a complaint about it belongs. */
    private record Place(String file, String path, Placeholders.Resolved resolved, Class<?> type) {
        Mistake mistake(String complaint) {
            return new Mistake(file, path, resolved.names(), shown(complaint));
        }

        private String shown(String complaint) {
            boolean quotesSecret = type == Secret.class && !resolved.text().isEmpty();
            return quotesSecret ? complaint.replace(resolved.text(), "***") : Masking.ofUrls(complaint);
        }
    }

    private Optional<Object> converted(Place place, Function<String, Object> conversion, boolean mayBeNull) {
        String text = place.resolved().text();
        boolean mayBeEmpty = place.type() == String.class || place.type() == Secret.class;
        if (text.isEmpty() && (mayBeNull || !mayBeEmpty)) {
            if (!mayBeNull) {
                mistakes.add(place.mistake("has no value"));
            }
            return Optional.empty();
        }
        if (place.type() == Secret.class) {
            secrets.add(text);
        }
        try {
            return Optional.of(conversion.apply(text));
        } catch (IllegalArgumentException e) {
            mistakes.add(place.mistake(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Optional<Object> collection(ConfigNode node, String path, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            return map(node, path, arguments[1]);
        }
        List<Object> items = items(node, path, arguments[0]);
        return Optional.of(type.getRawType() == Set.class ? new LinkedHashSet<>(items) : items);
    }

    private Optional<Object> map(ConfigNode node, String path, Type valueType) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (node instanceof ConfigNode.Keys keys) {
            keys.keys().forEach((key, value) -> value(value, path + "." + key, valueType, false)
                    .ifPresent(made -> map.put(key, made)));
        } else if (!(node instanceof ConfigNode.Text text && text.raw().isEmpty())) {
            complain(node, path, "must have keys below it");
        }
        return Optional.of(map);
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
            complain(node, path, "must be a list, as YAML or as a, b, c");
            return List.of();
        }
        return resolved(text, path).stream()
                .flatMap(resolved -> Arrays.stream(resolved.text().split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .<ConfigNode>map(item -> new ConfigNode.Text(text.file(), item))
                .toList();
    }

    private Optional<Placeholders.Resolved> resolved(ConfigNode.Text text, String path) {
        try {
            return Optional.of(placeholders.resolve(text.raw()));
        } catch (Placeholders.Unresolved e) {
            complain(text, path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void complainOfUnknown(ConfigNode.Keys keys, String path, List<String> known) {
        Set<String> unknown = new HashSet<>(keys.keys().keySet());
        known.forEach(unknown::remove);
        unknown.forEach(key -> complain(
                keys.keys().getOrDefault(key, keys),
                path.isEmpty() ? key : path + "." + key,
                "is not a known key; " + hint(key, known)));
    }

    private static String hint(String key, List<String> known) {
        return Suggestion.of(key, known)
                .map(near -> "did you mean " + near + "?")
                .orElseGet(() -> "known here are " + String.join(", ", known));
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> SnakeCase.of(component.getName()))
                .toList();
    }

    private Optional<Object> construct(ConfigNode.Keys keys, String path, Class<?> type, @Nullable Object[] values) {
        try {
            return Optional.of(constructor(type).newInstance(values));
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException refusal)) {
                throw new IllegalStateException(type + " cannot be made", e.getCause());
            }
            complainAsRecord(keys, path, type, String.valueOf(refusal.getMessage()));
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** A record's refusal begins with the name of the component that is wrong; that names the key. */
    private void complainAsRecord(ConfigNode.Keys keys, String path, Class<?> type, String refusal) {
        int end = firstWordEnd(refusal);
        String key = SnakeCase.of(refusal.substring(0, end));
        if (!names(type).contains(key)) {
            complain(keys, path, refusal);
            return;
        }
        ConfigNode node = keys.keys().getOrDefault(key, keys);
        complain(
                node,
                path.isEmpty() ? key : path + "." + key,
                refusal.substring(end).replaceFirst("^:? ", ""));
    }

    private static int firstWordEnd(String text) {
        int end = 0;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }

    private void complain(ConfigNode node, String path, String complaint) {
        mistakes.add(new Mistake(node.file(), path, environmentOf(node), Masking.ofUrls(complaint)));
    }

    private List<String> environmentOf(ConfigNode node) {
        if (!(node instanceof ConfigNode.Text text)) {
            return List.of();
        }
        try {
            return placeholders.resolve(text.raw()).names();
        } catch (Placeholders.Unresolved e) {
            return List.of();
        }
    }
}
