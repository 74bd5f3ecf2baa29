package dev.tickwork.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses JSON that lacks a component which is not {@code @Nullable}. Jackson alone would fill it with null, or a
 * primitive with zero, and a number that was never sent would pass for one.
 */
final class RequiredComponents {
    private RequiredComponents() {}

    static void check(JsonNode tree, Class<?> type) {
        if (!tree.isObject()) {
            throw new WireException(type.getSimpleName() + " is not a JSON object", null);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            check(tree.get(Wire.nameOf(component)), component);
        }
    }

    private static void check(@Nullable JsonNode value, RecordComponent component) {
        if (value != null && !value.isNull()) {
            checkInside(value, component.getGenericType());
            return;
        }
        if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            throw new WireException(
                    component.getDeclaringRecord().getSimpleName() + ": " + Wire.nameOf(component) + " is missing",
                    null);
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
}
