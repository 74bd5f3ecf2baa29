package dev.tickwork.runtime.lifecycle;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Servers that a process brings along, for those who have none. All methods block and are called once. */
public interface LocalServers {
    /** None: the configuration must name them. */
    LocalServers NONE = new LocalServers() {
        @Override
        public Map<String, String> start(Function<String, @Nullable String> environment) {
            return Map.of();
        }

        @Override
        public void stop() {
            // nothing was started
        }
    };

    /**
     * Starts what the environment does not name already.
     *
     * @param environment looks an environment variable up
     * @return further environment variables that name what was started, such as {@code DATABASE_URL}
     * @throws CannotStart when one of them does not come up
     */
    Map<String, String> start(Function<String, @Nullable String> environment);

    /** As {@link #start}, but for a process beside another one: the servers that that one has started are used. */
    default Map<String, String> startOrJoin(Function<String, @Nullable String> environment) {
        return start(environment);
    }

    /** Stops what was started; the last thing that the process does. */
    void stop();
}
