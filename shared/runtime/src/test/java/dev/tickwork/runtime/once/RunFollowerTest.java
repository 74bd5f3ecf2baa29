package dev.tickwork.runtime.once;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.RunState;
import dev.tickwork.runtime.jobs.Books;
import dev.tickwork.runtime.terminal.ProgressLines;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long whoever started a process waits for a run that does not go on. */
class RunFollowerTest {
    private static final String PAUSE_JOB = """
            UPDATE jobs
               SET paused_at = $1, paused_by = 'anna', paused_reason = 'a split'
             WHERE name = 'daily-prices'
            """;
    private static final String PAUSE_QUEUE = """
            UPDATE job_queues
               SET paused_at = $1, paused_until = $1::timestamptz + interval '1 hour', paused_by = 'anna',
                   paused_reason = 'a split'
             WHERE name = 'high_priority'
            """;
    private static final String START = """
            UPDATE job_queue
               SET state = 'STARTED', node = 'n-1', started_at = $2, is_ready = false, held_reason = NULL
             WHERE id = $1
            """;
    private static final String HOLD = """
            UPDATE job_queue
               SET state = CASE WHEN $3 > 1 THEN 'RETRY' ELSE 'PENDING' END, node = NULL, started_at = NULL,
                   is_ready = false, held_reason = 'a switch is off', run_at = $2, attempt = $3
             WHERE id = $1
            """;

    @RegisterExtension
    final Books books = new Books();

    private RunFollower follower;
    private Future<RunStanding> end;

    @Test
    void a_run_of_a_paused_job_is_left_to_others_after_a_minute() {
        books.change(PAUSE_JOB, Books.NOON);

        RunStanding left = leftAfter(61, books.run("PENDING", 0));

        assertThat(left.state()).isEqualTo(RunState.PENDING);
        assertThat(left.trouble()).isEqualTo("its job is paused: a split");
    }

    @Test
    void so_is_one_of_a_paused_queue() {
        books.change(PAUSE_QUEUE, Books.NOON);

        assertThat(leftAfter(61, books.run("PENDING", 0)).trouble())
                .isEqualTo("the queue high_priority is paused: a split");
    }

    @Test
    void so_is_one_that_is_put_off_however_often_it_is_tried() {
        UUID run = books.run("PENDING", 0);
        follow(run);

        for (int second = 0; second < 60; second += 30) {
            starts(run);
            books.change(HOLD, run, Books.NOON.plusSeconds(second + 30), 1);
            pass(30);
        }
        assertThat(end.isComplete()).isFalse();
        pass(2);

        assertThat(done(end).trouble()).isEqualTo("a switch is off");
    }

    @Test
    void one_that_works_in_between_is_waited_for_and_so_is_another_attempt() {
        UUID run = books.run("PENDING", 0);
        follow(run);

        books.change(HOLD, run, Books.NOON.plusSeconds(30), 1);
        pass(30);
        starts(run);
        pass(3);
        books.change(HOLD, run, Books.NOON.plusSeconds(63), 1);
        pass(50);
        books.change(HOLD, run, Books.NOON.plusSeconds(143), 2);
        pass(61);

        assertThat(end.isComplete()).isFalse();
    }

    @Test
    void one_that_only_waits_for_a_hand_is_waited_for() {
        follow(books.run("PENDING", 0));

        pass(90);

        assertThat(end.isComplete()).isFalse();
    }

    private RunStanding leftAfter(int seconds, UUID run) {
        follow(run);
        pass(seconds - 1);
        assertThat(end.isComplete()).isFalse();
        pass(1);
        return done(end);
    }

    private void follow(UUID run) {
        follower = new RunFollower(books.database(), books.time(), new ProgressLines(books.time()));
        end = follower.follow(run);
        hasLooked();
    }

    private void starts(UUID run) {
        books.change(START, run, books.time().now());
        follower.changed(null);
        hasLooked();
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            books.time().advance(Duration.ofSeconds(1));
            hasLooked();
        }
    }

    private void hasLooked() {
        until("it looks again later, or no more", () -> books.time().nextAlarm().isPresent() || end.isComplete());
    }
}
