package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.messages.live.LivePrice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LivePricesTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant SATURDAY = Instant.parse("2026-03-07T12:00:00Z");
    private static final Duration EVERY_5_SECONDS = Duration.ofSeconds(5);
    private static final UUID RUN = UUID.fromString("0190d5c2-0000-7000-8000-000000000001");

    private final LivePrices livePrices = new LivePrices(Instruments.CATALOG, 3);

    @Test
    void an_open_market_goes_stale_after_three_missed_fetches() {
        LivePrice price = livePrices.of(gold("2000.10", "1990.00", MONDAY, MONDAY), RUN, EVERY_5_SECONDS);

        assertThat(price.market()).isEqualTo("open");
        assertThat(price.nextOpen()).isNull();
        assertThat(price.staleAfter()).isEqualTo(MONDAY.plusSeconds(15));
        assertThat(price.changePercent()).isEqualTo(new BigDecimal("0.51"));
        assertThat(price.runId()).isEqualTo(RUN);
    }

    @Test
    void a_closed_market_is_closed_and_not_stale() {
        LivePrice price =
                livePrices.of(gold("2000.10", null, SATURDAY.minusSeconds(60), SATURDAY), RUN, EVERY_5_SECONDS);

        assertThat(price.market()).isEqualTo("closed");
        assertThat(price.nextOpen()).isEqualTo(Instant.parse("2026-03-08T22:00:00Z"));
        assertThat(price.staleAfter()).isEqualTo(Instant.parse("2026-03-08T22:00:15Z"));
        assertThat(price.changePercent()).isNull();
    }

    @Test
    void a_price_whose_own_moment_stands_still_is_not_live_however_often_it_comes() {
        Quote frozen = gold("2000.10", null, MONDAY.minus(Duration.ofMinutes(11)), MONDAY);

        LivePrice price = livePrices.of(frozen, RUN, EVERY_5_SECONDS);

        assertThat(price.staleAfter()).isBefore(MONDAY);
    }

    @Test
    void change_rounds_half_up_and_may_be_negative() {
        assertThat(livePrices
                        .of(gold("99.995", "100", MONDAY, MONDAY), RUN, EVERY_5_SECONDS)
                        .changePercent())
                .isEqualTo(new BigDecimal("-0.01"));
    }

    private static Quote gold(String price, @Nullable String close, Instant asOf, Instant receivedAt) {
        BigDecimal previousClose = close == null ? null : new BigDecimal(close);
        return new Quote("XAUUSD", new BigDecimal(price), previousClose, asOf, receivedAt, "twelvedata", true);
    }
}
