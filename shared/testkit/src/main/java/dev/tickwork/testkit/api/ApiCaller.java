package dev.tickwork.testkit.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a gateway over HTTP, and fails the test for an answer that the contract it serves does not name. */
public final class ApiCaller {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final List<String> headers;

    private ApiCaller(int port, List<String> headers) {
        this.port = port;
        this.headers = headers;
    }

    /** Of a gateway on this machine, without a key. */
    public static ApiCaller on(int port) {
        return new ApiCaller(port, List.of());
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<String> response) {
        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return Wire.tree(response.body());
        }

        /** One value of the document, by its JSON pointer; empty when it is not there. */
        public String text(String pointer) {
            return json().at(pointer).asText();
        }

        /** How many entries a list of the document has, by its JSON pointer. */
        public int size(String pointer) {
            return json().at(pointer).size();
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        /** Of a problem document; empty for any other. */
        public String code() {
            return json().path("code").asText();
        }
    }

    public int port() {
        return port;
    }

    /** The same, with this key or token. */
    public ApiCaller as(String credential) {
        return with("Authorization", "Bearer " + credential);
    }

    /** The same, with one header more. */
    public ApiCaller with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new ApiCaller(port, more);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path, String json) {
        return with("Content-Type", "application/json").send("POST", path, json);
    }

    public Answer put(String path, String json) {
        return with("Content-Type", "application/json").send("PUT", path, json);
    }

    public Answer patch(String path, String json) {
        return with("Content-Type", "application/json").send("PATCH", path, json);
    }

    public Answer send(String method, String path, @Nullable String body) {
        var request =
                request(path).method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request = request.headers(headers.toArray(String[]::new));
        }
        HttpResponse<String> response = sent(request.build());
        ServedContract.of(this).check(method, URI.create(path).getRawPath(), response);
        return new Answer(response.statusCode(), response);
    }

    String document() {
        return sent(request("/openapi.json").build()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> sent(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the test was interrupted", e);
        }
    }
}
