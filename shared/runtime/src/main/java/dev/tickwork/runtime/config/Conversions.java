package dev.tickwork.runtime.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns configured text into values. A refusal is an {@link IllegalArgumentException} that says what would be right. */
final class Conversions {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private static final Map<Class<?>, Function<String, Object>> KNOWN = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(Secret.class, Secret::new),
            Map.entry(boolean.class, Conversions::bool),
            Map.entry(Boolean.class, Conversions::bool),
            Map.entry(int.class, text -> whole(text, Integer::valueOf)),
            Map.entry(Integer.class, text -> whole(text, Integer::valueOf)),
            Map.entry(long.class, text -> whole(text, Long::valueOf)),
            Map.entry(Long.class, text -> whole(text, Long::valueOf)),
            Map.entry(double.class, Conversions::fraction),
            Map.entry(BigDecimal.class, Conversions::decimal),
            Map.entry(Duration.class, Conversions::duration),
            Map.entry(URI.class, Conversions::uri),
            Map.entry(Path.class, Path::of));

    private Conversions() {}

    /**
     * The conversion to a type: of the JDK's simple ones, of an enum by its names, or by the type's own static
     * {@code parse} or {@code of}. Empty when there is none.
     */
    static Optional<Function<String, Object>> to(Class<?> type) {
        if (KNOWN.containsKey(type)) {
            return Optional.ofNullable(KNOWN.get(type));
        }
        return type.isEnum() ? Optional.of(text -> constant(type, text)) : factory(type);
    }

    private static Object constant(Class<?> type, String text) {
        String wanted = text.replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> refusal(text, "one of " + names(type)));
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Optional<Function<String, Object>> factory(Class<?> type) {
        return Stream.of("parse", "of")
                .flatMap(name -> Arrays.stream(type.getMethods()).filter(method -> makes(method, name, type)))
                .findFirst()
                .map(method -> text -> call(method, text));
    }

    private static boolean makes(Method method, String name, Class<?> type) {
        return method.getName().equals(name)
                && Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == type
                && method.getParameterCount() == 1
                && method.getParameterTypes()[0].isAssignableFrom(String.class);
    }

    private static Object call(Method method, String text) {
        try {
            return method.invoke(null, text);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getTargetException().getMessage(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " is not public", e);
        }
    }

    private static Object bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw refusal(text, "true or false");
        };
    }

    private static <T> Object whole(String text, Function<String, T> conversion) {
        try {
            return conversion.apply(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw refusal(text, "a whole number");
        }
    }

    private static Object decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw refusal(text, "a number such as 0.25");
        }
    }

    private static Object fraction(String text) {
        return ((BigDecimal) decimal(text)).doubleValue();
    }

    private static Object duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw refusal(text, "a duration such as 500ms, 5s, 2m, 1h or 30d");
        }
        BigDecimal unit = BigDecimal.valueOf(MILLIS.getOrDefault(matcher.group(2), 0L));
        return Duration.ofMillis(new BigDecimal(matcher.group(1)).multiply(unit).longValue());
    }

    private static Object uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refusal(text, "an address such as http://127.0.0.1:8010");
        }
    }

    private static IllegalArgumentException refusal(String text, String right) {
        return new IllegalArgumentException("\"" + text + "\" is not " + right);
    }
}
