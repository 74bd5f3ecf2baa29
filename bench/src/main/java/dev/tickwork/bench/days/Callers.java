package dev.tickwork.bench.days;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Callers who each ask again as soon as they have their answer, each on a connection of its own. */
final class Callers implements AutoCloseable {
    private static final int DIGITS = 3;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context context = vertx.getOrCreateContext();
    private final HttpClient client;
    private final String path;
    private final String key;

    /** @param most how many there will be at once */
    Callers(int most, String path, String key) {
        this.client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(most));
        this.path = path;
        this.key = key;
    }

    /**
     * What so many callers got in a while.
     *
     * @param nanos how long each answer took, to its last byte
     * @param perSecond answers
     */
    record Served(Histogram nanos, double perSecond) {}

    /** One answer. */
    Buffer once(URI server) {
        return ask(server).await();
    }

    Served ask(URI server, int callers, Duration time) {
        var nanos = new Histogram(DIGITS);
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        Future.all(IntStream.range(0, callers)
                        .mapToObj(caller -> Future.<Void>future(done -> context.runOnContext(
                                now -> again(server, nanos, end).onComplete(done))))
                        .toList())
                .await();
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        return new Served(nanos, nanos.getTotalCount() / seconds);
    }

    private Future<Void> again(URI server, Histogram nanos, long end) {
        long begin = System.nanoTime();
        return ask(server).compose(answer -> {
            long now = System.nanoTime();
            nanos.recordValue(now - begin);
            return now < end ? again(server, nanos, end) : Future.succeededFuture();
        });
    }

    private Future<Buffer> ask(URI server) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(path)
                .putHeader("X-API-Key", key);
        return client.request(request).compose(HttpClientRequest::send).compose(Callers::body);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        return response.body().map(body -> {
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " " + body);
            }
            return body;
        });
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
