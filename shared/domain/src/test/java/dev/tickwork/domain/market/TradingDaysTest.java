package dev.tickwork.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingDaysTest {
    private static final MarketHours NEW_YORK = InstrumentClass.EQUITY.hours();
    private static final TradingDays DAYS = InstrumentClass.ETF.days();

    @ParameterizedTest
    @CsvSource({
        "2015, 252",
        "2016, 252",
        "2017, 251",
        "2018, 251",
        "2019, 252",
        "2020, 253",
        "2021, 252",
        "2022, 251",
        "2023, 250",
        "2024, 252",
        "2025, 250",
        "2026, 251",
        "2027, 251",
    })
    void a_year_in_new_york_has_as_many_sessions_as_it_had(int year, int sessions) {
        assertThat(daysOf(year).filter(DAYS::contains)).hasSize(sessions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-01-09", "2018-12-05", "2026-04-03", "2022-06-20", "2027-06-18", "2026-06-19", "2020-07-03",
                "2021-07-05", "2026-07-03", "2027-07-05", "2021-12-24", "2027-12-24", "2022-12-26", "2023-01-02",
                "2026-01-19", "2026-02-16", "2026-05-25", "2026-09-07", "2026-11-26", "2026-12-25",
            })
    void stays_shut(LocalDate holiday) {
        assertThat(DAYS.contains(holiday)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2021-12-31, a New Year on Saturday is not observed",
        "2021-06-18, Juneteenth was not kept before 2022",
        "2026-12-31, an ordinary Thursday",
        "2026-11-27, a half day is a day",
    })
    void trades(LocalDate day, String why) {
        assertThat(DAYS.contains(day)).as(why).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27, 2026-11-27T18:00:00Z, the day after Thanksgiving",
        "2026-12-24, 2026-12-24T18:00:00Z, Christmas Eve",
        "2025-07-03, 2025-07-03T17:00:00Z, the eve of Independence Day in summer time",
        "2026-07-02, 2026-07-02T20:00:00Z, not before a holiday that is moved to Friday",
        "2026-11-24, 2026-11-24T21:00:00Z, as on any other day",
        "2026-03-09, 2026-03-09T20:00:00Z, the Monday after the clocks go forward",
    })
    void ends_when_the_exchange_closes(LocalDate day, Instant close, String why) {
        assertThat(DAYS.endOf(day)).as(why).isEqualTo(close);
        assertThat(NEW_YORK.isOpen(close.minusSeconds(1))).isTrue();
        assertThat(NEW_YORK.isOpen(close)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T14:29:59Z, false, 2026-11-25T14:30:00Z, 2026-11-25T14:29:59Z",
        "2026-11-25T14:30:00Z, true,  2026-11-25T14:30:00Z, 2026-11-25T21:00:00Z",
        "2026-11-25T21:00:00Z, false, 2026-11-27T14:30:00Z, 2026-11-25T21:00:00Z",
        "2026-11-27T18:00:00Z, false, 2026-11-30T14:30:00Z, 2026-11-27T18:00:00Z",
        "2026-07-01T13:30:00Z, true,  2026-07-01T13:30:00Z, 2026-07-01T20:00:00Z",
    })
    void opens_at_half_past_nine(Instant at, boolean open, Instant nextOpen, Instant nextClose) {
        assertThat(NEW_YORK.isOpen(at)).isEqualTo(open);
        assertThat(NEW_YORK.nextOpen(at)).isEqualTo(nextOpen);
        assertThat(NEW_YORK.nextClose(at)).isEqualTo(nextClose);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T12:00:00Z, EQUITY, 2026-11-27",
        "2026-11-30T21:00:00Z, EQUITY, 2026-11-30",
        "2026-11-28T02:00:00Z, ETF, 2026-11-27",
        "2026-11-27T17:59:59Z, ETF, 2026-11-25",
        "2026-11-30T12:00:00Z, FOREX, 2026-11-27",
        "2026-12-01T00:00:00Z, FOREX, 2026-11-30",
        "2026-04-04T12:00:00Z, METAL, 2026-04-02",
        "2026-04-04T12:00:00Z, FOREX, 2026-04-03",
        "2026-11-30T12:00:00Z, CRYPTO, 2026-11-29",
    })
    void knows_the_last_day_that_ended(Instant at, InstrumentClass instrumentClass, LocalDate last) {
        assertThat(instrumentClass.days().lastEnded(at)).isEqualTo(last);
    }

    @Test
    void agrees_with_the_recorded_calendar() throws IOException {
        String samples = System.getenv("TICKWORK_SAMPLES");
        assumeTrue(samples != null, "skipped: set TICKWORK_SAMPLES to the folder of recorded answers");
        String recorded;
        try (Stream<String> lines = Files.lines(Path.of(samples, "calendars/nyse_holidays_2015_2027.csv"))) {
            recorded = lines.skip(1)
                    .filter(line -> !line.contains(",Sat,") && !line.contains(",Sun,"))
                    .map(line -> line.split(","))
                    .map(columns -> columns[0] + " " + columns[2])
                    .collect(Collectors.joining("\n"));
        }

        String ours = Stream.iterate(2015, year -> year < 2028, year -> year + 1)
                .flatMap(TradingDaysTest::daysOf)
                .flatMap(TradingDaysTest::exception)
                .collect(Collectors.joining("\n"));

        assertThat(ours).isEqualTo(recorded);
    }

    private static Stream<String> exception(LocalDate day) {
        if (!DAYS.contains(day)) {
            return Stream.of(day + " closed");
        }
        return NewYorkHolidays.isHalfDay(day) ? Stream.of(day + " early_close") : Stream.empty();
    }

    private static Stream<LocalDate> daysOf(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY);
    }
}
