package dev.tickwork.bench.jobs;

import dev.tickwork.bench.Table;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Job engines on one Postgres, in turns: how many runs they enqueue and run, how soon a run begins, and what an idle
 * worker costs. Producer and worker are processes of their own and share the machine with Postgres.
 */
public final class JobsBench {
    private static final int ROUNDS = Integer.getInteger("jobs.rounds", 3);
    private static final int SETTLE_SECONDS = 20;
    private static final int IDLE_SECONDS = 60;

    private final Databases databases;
    private final Figures figures = new Figures();

    private JobsBench(Databases databases) {
        this.databases = databases;
    }

    public static Table run() {
        try (var postgres = PostgresProcess.start();
                var databases = new Databases(postgres.address())) {
            return new JobsBench(databases).measure();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the job engines could not be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Table measure() throws IOException, SQLException, InterruptedException {
        List<Entrant> order = new ArrayList<>(List.of(Entrant.values()));
        for (int round = 0; round < ROUNDS; round++) {
            for (Entrant entrant : order) {
                new Trial(entrant, databases, figures).run();
            }
            Collections.rotate(order, 1);
        }
        idle();
        return figures.table("jobs, median of " + ROUNDS);
    }

    /** All at once: they do next to nothing, and each has a database of its own. */
    private void idle() throws IOException, SQLException, InterruptedException {
        List<Idleness> all = new ArrayList<>();
        try {
            for (Entrant entrant : Entrant.values()) {
                all.add(Idleness.of(entrant, databases));
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            for (Idleness idleness : all) {
                idleness.begin();
            }
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            for (Idleness idleness : all) {
                idleness.end(figures);
            }
        } finally {
            for (Idleness idleness : all) {
                idleness.close();
            }
        }
    }
}
