package dev.tickwork.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Calls a gateway over HTTP, and checks each answer against the contract that it serves. */
public final class Caller {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final List<String> headers;

    private Caller(int port, List<String> headers) {
        this.port = port;
        this.headers = headers;
    }

    static Caller of(int port) {
        return new Caller(port, List.of());
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<String> response) {
        public JsonNode json() {
            return Wire.tree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public String code() {
            return json().path("code").asText();
        }
    }

    public int port() {
        return port;
    }

    /** The same, on another port. */
    public Caller on(int otherPort) {
        return new Caller(otherPort, headers);
    }

    /** The same, with this key or token. */
    public Caller as(String credential) {
        return with("Authorization", "Bearer " + credential);
    }

    /** The same, with one header more. */
    public Caller with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Caller(port, more);
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

    public Answer send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        HttpResponse<String> response = sent(request.build());
        ServedContract.of(this).check(method, URI.create(path).getRawPath(), response);
        return new Answer(response.statusCode(), response);
    }

    String document() {
        return sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/openapi.json"))
                        .build())
                .body();
    }

    private static HttpResponse<String> sent(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(new InterruptedIOException());
        }
    }
}
