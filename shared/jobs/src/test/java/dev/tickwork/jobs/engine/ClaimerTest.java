package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.engine.ClaimStore.Claimed;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClaimerTest {
    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void what_is_delayed_while_the_queue_is_read_is_looked_for_in_time() {
        TestNode node = scene.node("a");
        var context = new EngineContext(node.parts().vertx().getOrCreateContext());
        var workshop = new Workshop(node.parts(), context);
        var claimer = new Claimer(workshop, new Timetable(workshop));
        Instant delayed = NOON.plusSeconds(10);

        boolean isEarliest = done(context.<Boolean>call(() -> {
            Future<List<Claimed>> read = claimer.claim(List.of(), 0, NOON);
            boolean isEarlier = claimer.delayedUntil(delayed);
            return read.map(isEarlier);
        }));

        assertThat(isEarliest).as("the queue is looked at now").isFalse();
        assertThat(claimer.nextWake()).isEqualTo(delayed);
    }
}
