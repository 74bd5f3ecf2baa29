package dev.tickwork.runtime.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record type: the keys that it is made of, and how to make it. */
final class RecordShape {
    private final Class<?> type;

    RecordShape(Class<?> type) {
        this.type = type;
    }

    List<RecordComponent> components() {
        return List.of(type.getRecordComponents());
    }

    /** The keys of its components, in their order. */
    List<String> keys() {
        return components().stream().map(RecordShape::key).toList();
    }

    static String key(RecordComponent component) {
        return SnakeCase.of(component.getName());
    }

    static boolean mayBeNull(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /**
     * A record of these values.
     *
     * @throws IllegalArgumentException when its compact constructor refuses them
     */
    Object make(@Nullable Object[] values) {
        try {
            return constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(type + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private Constructor<?> constructor() throws NoSuchMethodException {
        Class<?>[] types = components().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }
}
