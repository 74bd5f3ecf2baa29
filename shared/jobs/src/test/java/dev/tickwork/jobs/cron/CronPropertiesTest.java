package dev.tickwork.jobs.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must hold for every expression: 30 by chance for each stretch of days, the same ones each time. */
class CronPropertiesTest {
    private static final int EXPRESSIONS = 30;
    private static final Duration STRETCH = Duration.ofDays(10);

    @ParameterizedTest
    @CsvSource({
        "Europe/London, 2026-03-22T00:00:00Z",
        "Europe/London, 2026-10-18T00:00:00Z",
        "Europe/London, 2027-02-20T00:00:00Z",
        "America/New_York, 2026-03-01T00:00:00Z",
        "America/New_York, 2026-10-25T00:00:00Z",
        "Asia/Kolkata, 2026-06-25T00:00:00Z",
        "Australia/Lord_Howe, 2026-03-28T00:00:00Z",
        "Australia/Lord_Howe, 2026-09-28T00:00:00Z",
        "America/Santiago, 2026-08-30T00:00:00Z",
        "Pacific/Apia, 2011-12-24T00:00:00Z",
        "UTC, 2028-02-25T00:00:00Z"
    })
    void it_fires_as_reading_the_clock_each_minute_would(String zoneName, Instant start) {
        var random = new Random(zoneName.hashCode() + start.getEpochSecond());
        ZoneId zone = ZoneId.of(zoneName);

        int fires = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            var expression = new RandomExpression(random);
            var cron = Cron.of(expression.text(), zone);
            List<Instant> slowly = expression.firesBetween(start, start.plus(STRETCH), zone);

            fires += slowly.size();
            assertThat(fires(cron, start, start.plus(STRETCH)))
                    .as(expression.text())
                    .isEqualTo(slowly);
            assertThat(cron.countBetween(start, start.plus(STRETCH)))
                    .as(expression.text())
                    .isEqualTo(slowly.size());
        }
        assertThat(fires).isGreaterThan(EXPRESSIONS);
    }

    @ParameterizedTest
    @CsvSource({"Europe/London, 1", "America/New_York, 2", "Australia/Lord_Howe, 3", "Pacific/Apia, 4", "UTC, 5"})
    void from_any_moment_the_next_fire_is_later_and_counted_as_one(String zone, long seed) {
        var random = new Random(seed);

        for (int i = 0; i < EXPRESSIONS; i++) {
            var cron = Cron.of(random.nextInt(60) + " " + new RandomExpression(random).text(), zone);
            var moment = Instant.ofEpochMilli(random.nextLong(1_000_000_000_000L, 2_000_000_000_000L));
            Optional<Instant> next = cron.nextAfter(moment);

            assertThat(next).as(cron.toString()).hasValueSatisfying(fire -> {
                assertThat(fire).isAfter(moment);
                assertThat(cron.nextAfter(fire.minusNanos(1))).contains(fire);
                assertThat(cron.countBetween(moment, fire)).isEqualTo(1);
                assertThat(cron.countBetween(moment, fire.minusNanos(1))).isZero();
            });
        }
    }

    private static List<Instant> fires(Cron cron, Instant after, Instant upTo) {
        List<Instant> fires = new ArrayList<>();
        Optional<Instant> next = cron.nextAfter(after);
        while (next.isPresent() && !next.get().isAfter(upTo)) {
            fires.add(next.get());
            next = cron.nextAfter(next.get());
        }
        return fires;
    }
}
