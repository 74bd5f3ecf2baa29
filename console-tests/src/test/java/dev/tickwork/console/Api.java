package dev.tickwork.console;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** The HTTP API, as whoever has a token of it; a refusal is an {@link IllegalStateException}. */
final class Api {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    /** @param token empty for nobody's */
    Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    String get(String path) throws IOException, InterruptedException {
        return ask(request(path).GET());
    }

    @CanIgnoreReturnValue
    String post(String path, String body) throws IOException, InterruptedException {
        return ask(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    @CanIgnoreReturnValue
    String delete(String path) throws IOException, InterruptedException {
        return ask(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
