package dev.tickwork.upstream;

import static dev.tickwork.upstream.House.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SingleFileTest {
    private final Vertx vertx = Vertx.vertx();
    private final HomeContext home = new HomeContext(vertx);
    private final SingleFile line = new SingleFile();
    private final List<String> entered = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void the_second_enters_when_the_first_is_over_even_if_that_failed() {
        Promise<Void> first = Promise.promise();
        Future<Void> both = home.run(() -> {
            Future<Void> failing = line.enter(() -> {
                entered.add("first");
                return first.future();
            });
            Future<Void> throwing = line.enter(() -> {
                entered.add("second");
                throw new IllegalStateException("broken");
            });
            Future<Void> last = line.enter(() -> {
                entered.add("third");
                return Future.succeededFuture();
            });
            return Future.join(failing, throwing, last).transform(done -> last);
        });
        await(home.run(Future::succeededFuture));
        assertThat(entered).containsExactly("first");

        first.fail("no luck");

        await(both);
        assertThat(entered).containsExactly("first", "second", "third");
    }

    @Test
    void a_long_line_that_ends_at_once_does_no_harm() {
        Future<Void> end = home.run(() -> IntStream.range(0, 50_000)
                .mapToObj(i -> line.enter(Future::succeededFuture))
                .reduce((before, after) -> after)
                .orElseThrow());

        await(end);

        assertThat(end.succeeded()).isTrue();
    }
}
