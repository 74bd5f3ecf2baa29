package dev.tickwork.candleingest.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import java.util.EnumSet;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class SeriesRulesTest {
    private static final EnumSet<Timeframe> ALL_BUT_FOUR_HOURS = EnumSet.complementOf(EnumSet.of(Timeframe.H4));
    private static final ToIntFunction<Timeframe> A_YEAR_OF_HOURS = timeframe -> timeframe == Timeframe.H1 ? 365 : 730;

    @Test
    void what_is_built_is_never_looked_after_further_back_than_what_it_is_built_from() {
        var rules = new SeriesRules("bitfinex", ALL_BUT_FOUR_HOURS, A_YEAR_OF_HOURS);

        assertThat(rules.wanted("BTCUSD", Timeframe.H4))
                .extracting(WantedSeries::keptDays)
                .containsExactly(365, 365);
        assertThat(rules.keptDays(Timeframe.D1)).isEqualTo(730);
    }

    @Test
    void what_is_served_is_looked_after_by_itself() {
        var rules = new SeriesRules("other", EnumSet.allOf(Timeframe.class), A_YEAR_OF_HOURS);

        assertThat(rules.wanted("BTCUSD", Timeframe.H4))
                .singleElement()
                .extracting(WantedSeries::keptDays)
                .isEqualTo(730);
    }

    @Test
    void what_can_neither_be_asked_for_nor_built_is_refused() {
        var rules = new SeriesRules("other", EnumSet.of(Timeframe.D1), A_YEAR_OF_HOURS);

        assertThatThrownBy(() -> rules.wanted("BTCUSD", Timeframe.H4)).hasMessageContaining("cannot be built");
    }

    @Test
    void a_symbol_that_the_exchange_has_no_name_for_is_refused_with_those_that_it_has() {
        var rules = new SeriesRules("bitfinex", ALL_BUT_FOUR_HOURS, A_YEAR_OF_HOURS);
        var instruments = new InstrumentCatalog(
                List.of(
                        new Instrument("XAUUSD", InstrumentClass.METAL, "Gold", "XAU", "USD", 2),
                        new Instrument("XRPUSD", InstrumentClass.CRYPTO, "XRP", "XRP", "USD", 5)),
                List.of(
                        new ProviderSymbol("twelvedata", "XAUUSD", "XAU/USD"),
                        new ProviderSymbol("bitfinex", "XRPUSD", "tXRPUSD")));

        assertThat(rules.refusal(instruments, "XAUUSD")).hasValueSatisfying(why -> assertThat(why)
                .contains("XAUUSD", "bitfinex", "[XRPUSD]", "provider_symbols"));
        assertThat(rules.refusal(instruments, "NOSUCH")).isPresent();
        assertThat(rules.refusal(instruments, "XRPUSD")).isEmpty();
    }
}
