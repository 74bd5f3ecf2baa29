package dev.tickwork.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses JSON that lacks a component which is not {@code @Nullable}. Jackson alone would fill it with null, or a
 * primitive with zero, and a number that was never sent would pass for one.
 */
final class RequiredComponents {
    // The JDK makes the components anew each time that it is asked.
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents()).map(Component::of).toList();
        }
    };

    private RequiredComponents() {}

    /** Whether a record must have the component at this position. */
    static boolean isRequired(Class<?> type, int index) {
        return COMPONENTS.get(type).get(index).isRequired();
    }

    static void check(JsonNode tree, Class<?> type) {
        if (!tree.isObject()) {
            throw new WireException(type.getSimpleName() + " is not a JSON object", null);
        }
        for (Component component : COMPONENTS.get(type)) {
            check(tree.get(component.name()), component, type);
        }
    }

    private static void check(@Nullable JsonNode value, Component component, Class<?> type) {
        if (value != null && !value.isNull()) {
            checkInside(value, component.type());
            return;
        }
        if (component.isRequired()) {
            throw new WireException(type.getSimpleName() + ": " + component.name() + " is missing", null);
        }
    }

    private static void checkInside(JsonNode value, Type type) {
        if (type instanceof Class<?> known && known.isRecord()) {
            check(value, known);
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            value.forEach(item -> checkInside(item, list.getActualTypeArguments()[0]));
        }
    }

    private record Component(String name, Type type, boolean isRequired) {
        static Component of(RecordComponent component) {
            return new Component(
                    Wire.nameOf(component),
                    component.getGenericType(),
                    !component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }
    }
}
