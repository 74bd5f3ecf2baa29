package dev.tickwork.upstream;

import java.util.Map;
import java.util.stream.Stream;

/**
 * What proves to a provider who we are. It is added here, at the last moment and only for the provider's own host, so
 * that nobody else needs to hold it. Its text form never shows a value.
 *
 * @param parameters added to the query, such as {@code apikey}
 * @param headers added to the request, such as {@code Authorization}
 */
public record Credentials(Map<String, String> parameters, Map<String, String> headers) {
    public static final Credentials NONE = new Credentials(Map.of(), Map.of());

    public Credentials {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    public static Credentials parameter(String name, String value) {
        return new Credentials(Map.of(name, value), Map.of());
    }

    public static Credentials header(String name, String value) {
        return new Credentials(Map.of(), Map.of(name, value));
    }

    /** Everything that must not be seen; of {@code Bearer abc} also {@code abc} alone. */
    Stream<String> secrets() {
        return Stream.concat(parameters.values().stream(), headers.values().stream())
                .flatMap(value -> Stream.of(value, value.substring(value.lastIndexOf(' ') + 1)));
    }

    @Override
    public String toString() {
        return "Credentials[parameters=" + parameters.keySet() + ", headers=" + headers.keySet() + "]";
    }
}
