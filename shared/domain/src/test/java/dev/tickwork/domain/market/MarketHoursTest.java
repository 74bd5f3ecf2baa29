package dev.tickwork.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketHoursTest {
    private static final MarketHours FOREX = InstrumentClass.FOREX.hours();
    private static final MarketHours METAL = InstrumentClass.METAL.hours();
    private static final MarketHours CRYPTO = InstrumentClass.CRYPTO.hours();

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T21:59:59Z, true,  true, last second of Friday in New York's winter",
        "2026-11-20T22:00:00Z, false, false, the closing instant is closed",
        "2026-11-21T12:00:00Z, false, false, Saturday",
        "2026-11-22T21:59:59Z, false, false, Sunday before the open",
        "2026-11-22T22:00:00Z, true,  false, forex opens an hour before metals",
        "2026-11-22T23:00:00Z, true,  true, both open",
        "2026-11-24T22:30:00Z, true,  false, the metals' daily break",
        "2026-07-03T20:59:59Z, true,  true, Friday's last second in summer time",
        "2026-07-03T21:00:00Z, false, false, summer time closes an hour earlier in UTC",
        "2026-03-08T21:00:00Z, true,  false, the Sunday on which New York's clocks go forward",
        "2026-12-24T22:00:00Z, false, false, Christmas begins on the eve at 17:00",
        "2026-12-25T22:00:00Z, false, false, Christmas 2026 is a Friday so the weekend follows",
        "2027-01-01T15:00:00Z, false, false, New Year",
        "2026-04-03T12:00:00Z, true,  false, Good Friday closes metals only",
    })
    void trades_by_new_yorks_evening(Instant at, boolean forex, boolean metal, String why) {
        assertThat(FOREX.isOpen(at)).as(why).isEqualTo(forex);
        assertThat(METAL.isOpen(at)).as(why).isEqualTo(metal);
        assertThat(CRYPTO.isOpen(at)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T12:00:00Z, 2026-11-22T22:00:00Z, 2026-11-22T23:00:00Z",
        "2026-11-24T22:30:00Z, 2026-11-24T22:30:00Z, 2026-11-24T23:00:00Z",
        "2026-12-24T23:00:00Z, 2026-12-27T22:00:00Z, 2026-12-27T23:00:00Z",
        "2026-12-31T23:00:00Z, 2027-01-03T22:00:00Z, 2027-01-03T23:00:00Z",
        "2026-04-03T12:00:00Z, 2026-04-03T12:00:00Z, 2026-04-05T22:00:00Z",
    })
    void knows_the_next_open(Instant at, Instant forex, Instant metal) {
        assertThat(FOREX.nextOpen(at)).isEqualTo(forex);
        assertThat(METAL.nextOpen(at)).isEqualTo(metal);
        assertThat(CRYPTO.nextOpen(at)).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T12:00:00Z, 2026-11-27T22:00:00Z, 2026-11-23T22:00:00Z",
        "2026-12-23T12:00:00Z, 2026-12-24T22:00:00Z, 2026-12-23T22:00:00Z",
        "2026-11-21T12:00:00Z, 2026-11-21T12:00:00Z, 2026-11-21T12:00:00Z",
    })
    void knows_the_next_close(Instant at, Instant forex, Instant metal) {
        assertThat(FOREX.nextClose(at)).isEqualTo(forex);
        assertThat(METAL.nextClose(at)).isEqualTo(metal);
        assertThat(CRYPTO.nextClose(at)).isEqualTo(Instant.MAX);
    }

    @Test
    void an_open_instant_found_is_open_and_the_one_before_it_is_not() {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");

        for (int hour = 0; hour < 24 * 366; hour++, at = at.plusSeconds(3600)) {
            Instant open = METAL.nextOpen(at);
            assertThat(METAL.isOpen(open)).as("%s", at).isTrue();
            assertThat(open.equals(at) || !METAL.isOpen(open.minusSeconds(1)))
                    .as("%s", at)
                    .isTrue();
        }
    }

    /** Dates from the United States Naval Observatory's table. */
    @ParameterizedTest
    @CsvSource({
        "2008, 2008-03-23",
        "2011, 2011-04-24",
        "2019, 2019-04-21",
        "2024, 2024-03-31",
        "2026, 2026-04-05",
        "2038, 2038-04-25"
    })
    void easter_is_where_the_almanac_has_it(int year, LocalDate sunday) {
        assertThat(Easter.sunday(year)).isEqualTo(sunday);
    }
}
