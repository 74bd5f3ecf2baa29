package dev.tickwork.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.Wire;
import dev.tickwork.testservers.FakeTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LiveHubTest {
    private static final LiveUpdate ELEVEN = candle("2026-03-02T11:00:00Z", "100");
    private static final LiveUpdate NOON = candle("2026-03-02T12:00:00Z", "101");

    private final FakeTime time = FakeTime.at("2026-03-02T12:30:00Z");
    private final LiveHub hub = new LiveHub(time);
    private final List<LiveUpdate> heard = new ArrayList<>();

    @Test
    void what_was_read_does_not_replace_what_was_pushed_meanwhile() {
        hub.pushed(new LiveUpdate("prices.A", "1"));
        long before = hub.pushes();
        hub.pushed(new LiveUpdate("prices.A", "3"));

        hub.caughtUp(Map.of("prices.A", "2", "prices.B", "9"), before);

        assertThat(hub.last("prices.A")).hasValue("3");
        assertThat(hub.last("prices.B")).hasValue("9");
    }

    @Test
    void only_what_is_new_among_the_read_values_is_told() {
        hub.pushed(new LiveUpdate("prices.A", "1"));
        hub.pushed(new LiveUpdate("prices.B", "1"));
        hub.listen(heard::add);

        hub.caughtUp(Map.of("prices.A", "1", "prices.B", "2"), hub.pushes());

        assertThat(heard).containsExactly(new LiveUpdate("prices.B", "2"));
    }

    @Test
    void lists_have_no_last_value() {
        hub.listen(heard::add);

        hub.pushed(new LiveUpdate("jobs", "{}"));
        hub.pushed(new LiveUpdate("user.anna", "{}"));

        assertThat(heard).hasSize(2);
        assertThat(hub.last("jobs")).isEmpty();
        assertThat(hub.last("user.anna")).isEmpty();
    }

    @Test
    void a_candle_of_the_past_is_told_but_not_kept() {
        hub.pushed(NOON);
        hub.listen(heard::add);

        hub.pushed(ELEVEN);

        assertThat(heard).containsExactly(ELEVEN);
        assertThat(hub.isOutdated(ELEVEN)).isFalse();
        assertThat(hub.last(NOON.topic())).hasValue(NOON.json());
    }

    @Test
    void the_same_candle_and_the_next_one_are_kept() {
        hub.pushed(ELEVEN);
        LiveUpdate moved = candle("2026-03-02T11:00:00Z", "102");

        hub.pushed(moved);
        Optional<String> afterIt = hub.last(NOON.topic());
        hub.pushed(NOON);

        assertThat(afterIt).hasValue(moved.json());
        assertThat(hub.last(NOON.topic())).hasValue(NOON.json());
    }

    @Test
    void what_is_not_the_newest_of_its_candle_any_more_is_outdated() {
        hub.pushed(NOON);

        hub.pushed(candle("2026-03-02T12:00:00Z", "102"));

        assertThat(hub.isOutdated(NOON)).isTrue();
    }

    @Test
    void a_candle_of_the_future_is_replaced_by_any() {
        hub.pushed(NOON);
        time.moveTo(Instant.parse("2026-03-02T11:30:00Z"));

        hub.pushed(ELEVEN);

        assertThat(hub.last(NOON.topic())).hasValue(ELEVEN.json());
    }

    @Test
    void a_family_is_not_another_one_that_begins_alike() {
        hub.pushed(new LiveUpdate("prices.B", "b"));
        hub.pushed(new LiveUpdate("prices.A", "a"));
        hub.pushed(new LiveUpdate("prices2.A", "other"));

        assertThat(hub.lastOf("prices.")).containsExactly("a", "b");
    }

    @Test
    void who_was_forgotten_hears_no_more() {
        Consumer<LiveUpdate> listener = heard::add;
        hub.listen(listener);

        hub.forget(listener);
        hub.pushed(new LiveUpdate("prices.A", "1"));

        assertThat(heard).isEmpty();
    }

    private static LiveUpdate candle(String openTime, String close) {
        return new LiveUpdate(
                "candles.BTCUSD.1h",
                Wire.object().put("open_time", openTime).put("close", close).toString());
    }
}
