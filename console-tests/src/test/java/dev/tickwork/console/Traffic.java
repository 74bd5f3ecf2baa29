package dev.tickwork.console;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A busy day: runs that begin, tell how far they are, and end one way or another, about a dozen at a time. */
final class Traffic {
    private static final int MOST_AT_A_TIME = 12;
    private static final int CHANGES_AT_A_TIME = 5;
    private static final List<String> NAMES = List.of("price-fetch", "daily-prices", "a-job-with-quite-a-long-name");

    private final PretendJobs jobs;
    private final Random random = new Random(1);
    private final List<JsonObject> waiting = new ArrayList<>();
    private final List<JsonObject> running = new ArrayList<>();

    Traffic(PretendJobs jobs) {
        this.jobs = jobs;
    }

    /** Lets some more of it pass. */
    void pass() {
        for (int i = 0; i < CHANGES_AT_A_TIME; i++) {
            switch (random.nextInt(4)) {
                case 0 -> come();
                case 1 -> begin();
                case 2 -> goOn();
                default -> end();
            }
        }
    }

    private void come() {
        JsonObject run = jobs.run(NAMES.get(random.nextInt(NAMES.size())), "pending");
        jobs.tell(run);
        waiting.add(run);
    }

    private void begin() {
        if (!waiting.isEmpty() && running.size() < MOST_AT_A_TIME) {
            JsonObject run = waiting.remove(0);
            jobs.become(run, "started");
            running.add(run);
        }
    }

    private void goOn() {
        if (!running.isEmpty()) {
            jobs.progress(one(), random.nextInt(2_000), 2_000, "M".repeat(random.nextInt(80)));
        }
    }

    private void end() {
        if (!running.isEmpty()) {
            JsonObject run = one();
            running.remove(run);
            boolean hasFailed = random.nextInt(5) == 0;
            run.put("error", hasFailed ? "twelvedata answered " + "5".repeat(random.nextInt(90)) : null);
            jobs.become(run, hasFailed ? "failure" : "success");
        }
    }

    private JsonObject one() {
        return running.get(random.nextInt(running.size()));
    }
}
