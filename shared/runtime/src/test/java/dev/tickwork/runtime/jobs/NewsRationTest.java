package dev.tickwork.runtime.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.live.JobChanged;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewsRationTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final FakeTime time = new FakeTime(NOON);
    private final List<JobChanged> heard = new CopyOnWriteArrayList<>();
    private final NewsRation ration = new NewsRation(time, heard::add);

    @Test
    void a_few_changes_are_told_one_by_one_at_once() {
        say(0, 100);

        assertThat(heard).hasSize(100).allMatch(change -> change.untold() == null);
    }

    @Test
    void of_too_many_the_last_is_told_with_the_number_of_the_others() {
        say(0, 5000);

        time.advance(Duration.ofSeconds(1));

        assertThat(heard).hasSize(101);
        assertThat(heard.get(100).untold()).isEqualTo(4899);
        assertThat(heard.get(100).attempt()).isEqualTo(4999);
    }

    @Test
    void each_second_has_its_own_ration() {
        say(0, 200);
        time.advance(Duration.ofSeconds(1));
        heard.clear();

        say(200, 100);

        assertThat(heard).hasSize(100).allMatch(change -> change.untold() == null);
    }

    private void say(int from, int count) {
        IntStream.range(from, from + count)
                .forEach(i ->
                        ration.say(new JobChanged(new UUID(0, i), "quick", "success", i, "a", NOON, null, null, null)));
    }
}
