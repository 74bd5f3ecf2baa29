package dev.tickwork.runtime;

import dev.tickwork.messages.Call;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers with its greeting, and misbehaves when that says so: {@code refuse} is refused when it is made, {@code fail}
 * answers and then fails to start, {@code hold} stops when it is told.
 */
final class GreetingVerticle extends VerticleBase {
    record GreetingConfig(String greeting) {
        GreetingConfig {
            if (greeting.equals("wrong")) {
                throw new IllegalArgumentException("greeting: is wrong; any other word");
            }
        }
    }

    record Hello(String from) {}

    static final Call<Hello, Hello> CALL = new Call<>("api.greet", Hello.class, Hello.class, Duration.ofSeconds(5));

    /** What happens to all of them. */
    static final class Weather {
        private final AtomicReference<Boolean> isBad = new AtomicReference<>(false);
        private final Promise<Void> held = Promise.promise();

        void becomesBad(boolean bad) {
            isBad.set(bad);
        }

        void letGo() {
            held.tryComplete();
        }
    }

    private final GreetingConfig config;
    private final Platform platform;
    private final Weather weather;
    private Subscription answering = Future::succeededFuture;

    private GreetingVerticle(GreetingConfig config, Platform platform, Weather weather) {
        if (config.greeting().equals("refuse")) {
            throw new IllegalArgumentException("greeting: nobody says so");
        }
        this.config = config;
        this.platform = platform;
        this.weather = weather;
    }

    static VerticleDefinition<GreetingConfig> in(Weather weather) {
        return new VerticleDefinition<>(
                "trivial", GreetingConfig.class, (config, platform) -> new GreetingVerticle(config, platform, weather));
    }

    @Override
    public Future<?> start() {
        return platform.bus()
                .answer(CALL, hello -> Future.succeededFuture(new Hello(config.greeting())))
                .onSuccess(started -> answering = started)
                .compose(started -> config.greeting().equals("fail") || weather.isBad.get()
                        ? Future.failedFuture("it rains")
                        : Future.succeededFuture());
    }

    @Override
    public Future<?> stop() {
        Future<Void> ended = answering.end();
        return config.greeting().equals("hold") ? ended.compose(done -> weather.held.future()) : ended;
    }
}
