package dev.tickwork.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LiveHubTest {
    private final LiveHub hub = new LiveHub();
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
}
