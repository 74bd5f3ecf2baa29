package dev.tickwork.testservers;

import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An image that tests run in a container.
 *
 * @param variable environment variable that names another image
 * @param standard used when the variable is not set
 */
record TestImage(String variable, String standard) {
    private static final Logger log = LoggerFactory.getLogger(TestImage.class);

    /**
     * Starts the container, or the embedded server where no Docker engine answers.
     *
     * <p>An engine that cannot get the standard image (no network) does not stop the tests; an image that somebody
     * chose must start.
     */
    <T> T startOr(Function<String, T> container, Supplier<T> embedded) {
        DockerEngine docker = DockerEngine.ofThisMachine();
        if (!docker.answers()) {
            return embedded.get();
        }
        String chosen = System.getenv(variable);
        if (chosen != null && !chosen.isBlank()) {
            return container.apply(chosen);
        }
        if (docker.provides(standard)) {
            return container.apply(standard);
        }
        log.atWarn()
                .addKeyValue("image", standard)
                .log("docker cannot get the image, the tests use an embedded server");
        return embedded.get();
    }
}
