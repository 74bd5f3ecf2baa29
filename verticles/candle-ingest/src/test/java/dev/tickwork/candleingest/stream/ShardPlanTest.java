package dev.tickwork.candleingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.stream.ShardPlan.Listed;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardPlanTest {
    private final ShardPlan plan = new ShardPlan(2);

    @Test
    void no_connection_has_more_than_its_share() {
        assertThat(plan.of(listed(true, true, true, true, true)))
                .isEqualTo(
                        Map.of("2-0", List.of(one(0), one(1)), "2-1", List.of(one(2), one(3)), "2-2", List.of(one(4))));
    }

    @Test
    void whoever_leaves_moves_nobody() {
        assertThat(plan.of(listed(true, false, false, false, true)))
                .isEqualTo(Map.of("2-0", List.of(one(0)), "2-2", List.of(one(4))));
    }

    private static List<Listed> listed(boolean... collected) {
        return IntStream.range(0, collected.length)
                .mapToObj(i -> new Listed(one(i), collected[i]))
                .toList();
    }

    private static Series one(int number) {
        return new Series("bitfinex", "S" + number, Timeframe.M1);
    }
}
