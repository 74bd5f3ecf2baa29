package dev.tickwork.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;

/** A program as verticles have one, with the least verticle there can be. */
final class TrivialMain {
    /** {@code conf/trivial.yaml}; the greeting {@code hang} makes it never stop. */
    record TrivialConfig(String greeting) {
        TrivialConfig {
            if (greeting.isBlank()) {
                throw new IllegalArgumentException("greeting: is empty; any word");
            }
        }
    }

    static final VerticleDefinition<TrivialConfig> TRIVIAL =
            new VerticleDefinition<>("trivial", TrivialConfig.class, (config, platform) -> new Trivial(config));

    private TrivialMain() {}

    public static void main(String[] args) {
        Launcher.run(args, List.of(TRIVIAL));
    }

    private static final class Trivial extends VerticleBase {
        private final TrivialConfig config;

        Trivial(TrivialConfig config) {
            this.config = config;
        }

        @Override
        public Future<?> stop() {
            return config.greeting().equals("hang") ? Promise.promise().future() : Future.succeededFuture();
        }
    }
}
