package dev.tickwork.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables into texts: {@code ${NAME}} must be set, {@code ${NAME:default}} need not be, and the
 * default may hold placeholders itself, so {@code ${REDIS_URL:${CELERY_BROKER_URL:redis://localhost}}} tries one name
 * after the other. A variable that is set to nothing counts as not set.
 */
final class Placeholders {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    /**
     * @param text everything replaced
     * @param names the variables that the text names, set or not, in their order
     */
    record Resolved(String text, List<String> names) {
        Resolved {
            names = List.copyOf(names);
        }
    }

    /** A placeholder that cannot be resolved; the message says why. */
    static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1;

        Unresolved(String message) {
            super(message);
        }
    }

    private final Function<String, @Nullable String> environment;

    Placeholders(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    Resolved resolve(String raw) throws Unresolved {
        List<String> names = new ArrayList<>();
        return new Resolved(replaced(raw, names), names);
    }

    private String replaced(String raw, List<String> names) throws Unresolved {
        int start = raw.indexOf("${");
        if (start < 0) {
            return raw;
        }
        int end = closingBrace(raw, start + 2);
        String value = valueOf(raw.substring(start + 2, end), names);
        return raw.substring(0, start) + value + replaced(raw.substring(end + 1), names);
    }

    private static int closingBrace(String raw, int from) throws Unresolved {
        int depth = 1;
        for (int at = from; at < raw.length(); at++) {
            if (raw.startsWith("${", at)) {
                depth++;
            }
            if (raw.charAt(at) == '}' && --depth == 0) {
                return at;
            }
        }
        throw new Unresolved("a placeholder is not closed; write ${NAME} or ${NAME:default}");
    }

    private String valueOf(String inside, List<String> names) throws Unresolved {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            throw new Unresolved("\"" + name + "\" is no name of an environment variable; write ${NAME:default}");
        }
        names.add(name);
        String set = environment.apply(name);
        if (set != null && !set.isBlank()) {
            return set.strip();
        }
        if (colon < 0) {
            throw new Unresolved("is not set and has no default; set the environment variable " + name);
        }
        return replaced(inside.substring(colon + 1), names);
    }
}
