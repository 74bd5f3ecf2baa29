package dev.tickwork.runtime.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.jobs.JobOperator.ScheduleWish;
import dev.tickwork.jobs.ledger.Timing;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleWishesTest {
    private static final Timing EVERY = new Timing(null, null, Duration.ofSeconds(5), "skip", "one");
    private static final Timing NIGHTLY = new Timing("0 2 * * *", "UTC", null, "skip", "one");
    private static final ScheduleWish NOTHING = new ScheduleWish(null, null, null, null, null, null);
    private static final ScheduleWish HOURLY = new ScheduleWish(Duration.ofHours(1), null, null, "ALLOW", null, null);

    @Test
    void what_is_not_named_stays() {
        assertThat(wish("{\"misfire\":\"all\"}", HOURLY, EVERY))
                .isEqualTo(new ScheduleWish(Duration.ofHours(1), null, null, "ALLOW", "ALL", null));
    }

    @Test
    void null_goes_back_to_the_release() {
        assertThat(wish("{\"every_ms\":null,\"overlap\":null}", HOURLY, EVERY)).isEqualTo(NOTHING);
    }

    @Test
    void an_expression_takes_the_place_of_an_interval_and_back() {
        ScheduleWish nightly = wish("{\"cron\":\"0 3 * * *\",\"zone\":\"Asia/Kolkata\"}", HOURLY, EVERY);

        assertThat(nightly).isEqualTo(new ScheduleWish(null, "0 3 * * *", "Asia/Kolkata", "ALLOW", null, null));
        assertThat(wish("{\"every_ms\":1000}", nightly, EVERY))
                .isEqualTo(new ScheduleWish(Duration.ofSeconds(1), null, null, "ALLOW", null, null));
    }

    @Test
    void an_expression_that_goes_back_to_the_release_takes_its_zone_along() {
        var moved = new ScheduleWish(null, "0 3 * * *", "Asia/Kolkata", null, null, null);

        assertThat(wish("{\"cron\":null}", moved, EVERY)).isEqualTo(NOTHING);
        assertThat(wish("{\"cron\":null}", moved, NIGHTLY)).isEqualTo(NOTHING);
        assertThat(wish("{\"cron\":null,\"zone\":\"Asia/Kolkata\"}", moved, NIGHTLY))
                .isEqualTo(new ScheduleWish(null, "0 2 * * *", "Asia/Kolkata", null, null, null));
    }

    @Test
    void the_zone_of_the_release_is_enough_for_an_expression() {
        assertThat(wish("{\"cron\":\"0 3 * * *\"}", NOTHING, NIGHTLY))
                .isEqualTo(new ScheduleWish(null, "0 3 * * *", "UTC", null, null, null));
    }

    @Test
    void the_expression_of_the_release_may_move_to_another_zone() {
        assertThat(wish("{\"zone\":\"Asia/Kolkata\"}", NOTHING, NIGHTLY))
                .isEqualTo(new ScheduleWish(null, "0 2 * * *", "Asia/Kolkata", null, null, null));
    }

    @Test
    void only_a_watcher_that_is_called_can_be_named() {
        assertThat(wish("{\"heartbeat_url\":\"https://a.example/ping\"}", NOTHING, EVERY)
                        .heartbeatUrl())
                .isEqualTo("https://a.example/ping");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'cron':'0 3 * * *','every_ms':1000}   | /every_ms",
                "{'cron':'0 3 * * *'}                   | /zone",
                "{'cron':'0 99 * * *','zone':'UTC'}     | /cron",
                "{'cron':'0 3 * * *','zone':'Mars/One'} | /zone",
                "{'zone':'UTC'}                         | /zone",
                "{'heartbeat_url':'http://a.example'}   | /heartbeat_url",
                "{'heartbeat_url':'https://a b'}        | /heartbeat_url",
                "{'heartbeat_url':'https://b.example'}  | /heartbeat_url",
            })
    void what_makes_no_sense_is_named(String body, String field) {
        assertThatThrownBy(() -> wish(body.replace('\'', '"'), NOTHING, EVERY))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.invalid())
                        .extracting(ApiProblem.Invalid::field)
                        .containsExactly(field));
    }

    private static ScheduleWish wish(String body, ScheduleWish now, Timing release) {
        return new ScheduleWishes("https://a.example/ping"::equals).of(Wire.tree(body), now, release);
    }
}
