package dev.tickwork.upstream;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What proves to a provider who we are. It is added here, at the last moment and only for the provider's own host, so
 * that nobody else needs to hold it. Its text form never shows a value.
 *
 * @param parameters added to the query, such as {@code apikey}
 * @param headers added to the request, such as {@code Authorization}
 * @param address path and query of an address that is itself the secret: they take the place of a request's own; empty
 *     for none
 */
public record Credentials(Map<String, String> parameters, Map<String, String> headers, String address) {
    public static final Credentials NONE = new Credentials(Map.of(), Map.of());

    /** Long enough to be no word, so that a part of a secret address is a secret too. */
    private static final int SECRET_PART = 16;

    public Credentials {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    public Credentials(Map<String, String> parameters, Map<String, String> headers) {
        this(parameters, headers, "");
    }

    public static Credentials parameter(String name, String value) {
        return new Credentials(Map.of(name, value), Map.of());
    }

    public static Credentials header(String name, String value) {
        return new Credentials(Map.of(), Map.of(name, value));
    }

    /** For a webhook: whoever knows its path and query may call it. */
    public static Credentials address(String pathAndQuery) {
        return new Credentials(Map.of(), Map.of(), pathAndQuery);
    }

    /** Everything that must not be seen; of {@code Bearer abc} also {@code abc} alone. */
    Stream<String> secrets() {
        Stream<String> values = Stream.concat(parameters.values().stream(), headers.values().stream())
                .flatMap(value -> Stream.of(value, value.substring(value.lastIndexOf(' ') + 1)));
        return address.isEmpty() ? values : Stream.concat(values, secretParts());
    }

    private Stream<String> secretParts() {
        return Stream.concat(
                Stream.of(address),
                Arrays.stream(address.split("[/?&=]")).filter(part -> part.length() >= SECRET_PART));
    }

    @Override
    public String toString() {
        return "Credentials[parameters=" + parameters.keySet() + ", headers=" + headers.keySet() + ", address="
                + (address.isEmpty() ? "" : "***") + "]";
    }
}
