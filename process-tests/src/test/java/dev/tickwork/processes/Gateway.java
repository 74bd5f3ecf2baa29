package dev.tickwork.processes;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A gateway as one of its callers sees it. */
record Gateway(int port, String key) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What it answered. */
    record Reply(int status, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }

        /** The body of an answer that is as wished; else an error that shows it. */
        @CanIgnoreReturnValue
        JsonObject expect(int wished) {
            if (status != wished) {
                throw new AssertionError("expected " + wished + " and got " + status + " " + body);
            }
            return json();
        }
    }

    Gateway as(String otherKey) {
        return new Gateway(port, otherKey);
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    Reply post(String path, JsonObject body) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(body.encode()));
    }

    Reply put(String path, JsonObject body) throws IOException, InterruptedException {
        return send("PUT", path, BodyPublishers.ofString(body.encode()));
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Whether it listens and says that everything works. */
    boolean isReady() throws InterruptedException {
        try {
            return get("/health/ready").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    JsonObject price(String symbol) throws IOException, InterruptedException {
        return get("/api/v1/prices/" + symbol).expect(200);
    }

    /** The moment that the price belongs to. */
    Instant asOf(String symbol) throws IOException, InterruptedException {
        return Instant.parse(price(symbol).getString("as_of"));
    }

    /** Whether every configured symbol has a price that is not stale. */
    boolean isLive() throws IOException, InterruptedException {
        Reply reply = get("/api/v1/prices");
        JsonArray prices = reply.status() == 200 ? reply.json().getJsonArray("prices") : new JsonArray();
        return prices.size() == Installation.SYMBOLS.size() && staleOnes(prices) == 0;
    }

    /** Whether it still shows every configured symbol, and none as if it were new. */
    boolean isStale() throws IOException, InterruptedException {
        JsonArray prices = get("/api/v1/prices").expect(200).getJsonArray("prices");
        return prices.size() == Installation.SYMBOLS.size() && staleOnes(prices) == prices.size();
    }

    /** What {@code /jobs/status} says of fetching prices. */
    JsonObject priceFetch() throws IOException, InterruptedException {
        return named("job", "price-fetch", get("/jobs/status").expect(200).getJsonArray("jobs"));
    }

    /** One of the checks that readiness hangs on. */
    JsonObject check(String name) throws IOException, InterruptedException {
        return named("name", name, get("/health/ready").json().getJsonArray("checks"));
    }

    /** Lets the simulated provider fail until it is taken back, and without a word on when to come back. */
    void fail(String kind) throws IOException, InterruptedException {
        fail(new JsonObject().put("kind", kind));
    }

    /** Lets the simulated provider fail. @param fault as the contract has it, without the provider */
    void fail(JsonObject fault) throws IOException, InterruptedException {
        fail("twelvedata", fault);
    }

    /** Lets a simulated provider fail. @param fault as the contract has it, without the provider */
    void fail(String provider, JsonObject fault) throws IOException, InterruptedException {
        post("/api/v1/simulator/faults", fault.copy().put("provider", provider)).expect(201);
    }

    /** The moment that Tickwork's clock shows. */
    Instant now() throws IOException, InterruptedException {
        return Instant.parse(get("/api/v1/clock").expect(200).getString("now"));
    }

    /** Takes every fault back. */
    void heal() throws IOException, InterruptedException {
        Reply reply = delete("/api/v1/simulator/faults");
        if (reply.status() != 204) {
            throw new AssertionError(reply.toString());
        }
    }

    private Reply send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    private static long staleOnes(JsonArray prices) {
        return objects(prices).filter(price -> price.getBoolean("stale")).count();
    }

    private static JsonObject named(String key, String value, JsonArray entries) {
        return objects(entries)
                .filter(entry -> value.equals(entry.getString(key)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + value + " in " + entries));
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
