package dev.tickwork.upstream;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the full address of a call, the key included. Never log it. */
final class Target {
    private Target() {}

    static URI of(ProviderPolicy policy, UpstreamRequest request) {
        String base = policy.baseUrl().toString().replaceAll("/+$", "");
        if (!policy.credentials().address().isEmpty()) {
            return URI.create(base + policy.credentials().address());
        }
        String query = Stream.concat(
                        request.query().entrySet().stream(), policy.credentials().parameters().entrySet().stream())
                .map(Target::encoded)
                .collect(Collectors.joining("&"));
        return URI.create(base + request.path() + (query.isEmpty() ? "" : "?" + query));
    }

    private static String encoded(Map.Entry<String, String> parameter) {
        return encoded(parameter.getKey()) + "=" + encoded(parameter.getValue());
    }

    private static String encoded(String text) {
        // URLEncoder writes forms, where a blank is a plus; %20 is read rightly by everyone.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
