package dev.tickwork.runtime.jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A real client of Celery, in the Python at {@code TICKWORK_TEST_PYTHON}, else the {@code python3} of the path. Tests that
 * ask for it are skipped where Celery 5 and its Redis client are not installed ({@code pip install 'celery[redis]'}).
 */
final class CeleryClient {
    private static final String VERSION = "import celery, redis; print(celery.__version__)";
    private static final String ASK = """
            import json, sys
            from celery import Celery
            task = Celery(backend=sys.argv[1]).AsyncResult(sys.argv[2])
            shown = lambda it: {"type": type(it).__name__, "args": it.args} if isinstance(it, Exception) else it
            done = task.date_done
            print(json.dumps({
                "state": task.state,
                "ready": task.ready(),
                "successful": task.successful(),
                "failed": task.failed(),
                "result": shown(task.result),
                "traceback": task.traceback,
                "date_done": done.isoformat() if done else None,
                "children": [child.id for child in task.children or []],
            }))
            """;

    private final String python = Objects.requireNonNullElse(System.getenv("TICKWORK_TEST_PYTHON"), "python3");

    static CeleryClient orSkip() throws Exception {
        var client = new CeleryClient();
        assumeTrue(
                client.isThere(),
                "skipped: no Celery 5 in " + client.python + " (pip install 'celery[redis]', or name another Python in"
                        + " TICKWORK_TEST_PYTHON)");
        return client;
    }

    /** How it sees a task. */
    JsonNode ask(String redis, UUID task) throws Exception {
        return Wire.tree(run(List.of(python, "-c", ASK, redis + "/0", task.toString())));
    }

    private boolean isThere() throws InterruptedException {
        try {
            return run(List.of(python, "-c", VERSION)).startsWith("5.");
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("python did not end");
        }
        return said;
    }
}
