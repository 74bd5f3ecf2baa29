package dev.tickwork.candleingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleJudgeTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Thresholds ALL = new Thresholds(Map.of(
            Rule.HIGH_BELOW_LOW, BigDecimal.ZERO,
            Rule.OUTSIDE_RANGE, BigDecimal.ZERO,
            Rule.NOT_POSITIVE, BigDecimal.ZERO,
            Rule.NEGATIVE_VOLUME, BigDecimal.ZERO,
            Rule.JUMP, BigDecimal.TEN,
            Rule.FROZEN, BigDecimal.valueOf(3)));
    private final CandleJudge judge = new CandleJudge(ALL);

    @ParameterizedTest
    @CsvSource({
        "10,12,9,11,5,",
        "10,10,10,10,0,",
        "10,9,12,11,5,HIGH_BELOW_LOW",
        "13,12,9,11,5,OUTSIDE_RANGE",
        "10,12,9,8,5,OUTSIDE_RANGE",
        "10,12,0,11,5,NOT_POSITIVE",
        "10,12,9,11,-1,NEGATIVE_VOLUME"
    })
    void a_candle_can_be_impossible_by_itself(
            String open, String high, String low, String close, String volume, Rule rule) {
        var candle = new Candle(NOON, number(open), number(high), number(low), number(close), number(volume));

        assertThat(judge.alone(candle).map(Doubt::rule)).isEqualTo(Optional.ofNullable(rule));
    }

    @Test
    void a_rule_that_is_off_finds_nothing() {
        var lenient = new CandleJudge(new Thresholds(Map.of()));

        assertThat(lenient.alone(new Candle(NOON, number("1"), number("1"), number("2"), number("1"), number("-1"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100,1000,100,true",
        "100,998,100,false",
        "100,10,100,true",
        "100,12,100,false",
        "100,1000,1000,false", // the price moved, and the next candle says so too
        "100,2000,90000,true", // two that say different wrong things
        "100,1000,,true", // nobody says so yet
        ",1000,100,false" // nothing is known before it, and of two alone nobody knows which one is wrong
    })
    void a_jump_is_doubted_when_its_neighbours_contradict_it(
            String before, String price, String after, boolean isDoubted) {
        var around = new Surroundings(Timeframe.H1);
        around.add(List.of(moving(0, price)));
        Optional.ofNullable(before).ifPresent(one -> around.add(List.of(moving(-1, one))));
        Optional.ofNullable(after).ifPresent(one -> around.add(List.of(moving(1, one))));

        assertThat(judge.among(moving(0, price), around).map(Doubt::rule))
                .isEqualTo(isDoubted ? Optional.of(Rule.JUMP) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "100,5000,99,101,102,high 5000",
        "100,103,1,101,102,low 1",
        "5000,5000,99,101,102,open 5000",
        "100,5000,99,5000,102,close 5000",
        "100,1000,100,990,980,", // it went there from here
        "100,5000,99,101,4000,", // the next candle closed there
        "100,999,11,101,102,"
    })
    void any_price_of_a_candle_can_be_a_bad_print(
            String open, String high, String low, String close, String after, String reason) {
        var candle = new Candle(NOON, number(open), number(high), number(low), number(close), number("1"));
        var around = new Surroundings(Timeframe.H1);
        around.add(List.of(moving(-1, "100"), candle, moving(1, after)));

        Optional<Doubt> doubt = judge.among(candle, around);

        assertThat(doubt.map(Doubt::reason))
                .isEqualTo(Optional.ofNullable(reason)
                        .map(price -> price + " is far from the closes around it: 100 before, 102 after"));
    }

    @Test
    void the_oldest_candle_is_contradicted_by_two_that_agree() {
        var around = new Surroundings(Timeframe.H1);
        around.add(List.of(moving(0, "1020"), moving(1, "100"), moving(3, "101")));
        var bad = new Surroundings(Timeframe.H1);
        bad.add(List.of(moving(0, "100"), moving(1, "1000"), moving(2, "101")));

        assertThat(judge.among(moving(0, "1020"), around).map(Doubt::reason))
                .contains("close 1020 is far from the closes around it: 100 after, 101 after");
        assertThat(judge.among(moving(0, "100"), bad)).isEmpty();
    }

    @Test
    void a_candle_without_neighbours_is_believed() {
        var around = new Surroundings(Timeframe.H1);
        around.add(List.of(moving(0, "1000")));

        assertThat(judge.among(moving(0, "1000"), around)).isEmpty();
    }

    @Test
    void what_was_rejected_bears_nothing_out() {
        var around = new Surroundings(Timeframe.H1);
        around.add(List.of(moving(-2, "100"), moving(0, "1010")));
        around.reject(moving(-1, "1000"));

        assertThat(judge.among(moving(0, "1010"), around).map(Doubt::rule)).contains(Rule.JUMP);
    }

    @Test
    void a_rule_of_two_candles_does_not_shorten_how_far_a_jump_is_seen() {
        var few = new Thresholds(Map.of(Rule.JUMP, BigDecimal.TEN, Rule.FROZEN, BigDecimal.valueOf(2)));
        var many = new Thresholds(Map.of(Rule.FROZEN, BigDecimal.valueOf(100)));

        assertThat(few.lookback()).isEqualTo(Surroundings.REACH);
        assertThat(new Thresholds(Map.of()).lookback()).isEqualTo(Surroundings.REACH);
        assertThat(many.lookback()).isEqualTo(100);
    }

    @Test
    void a_second_candle_at_the_new_price_is_believed() {
        var around = new Surroundings(Timeframe.H1);
        around.add(List.of(moving(-2, "100")));
        around.doubt(moving(-1, "1000"));
        around.add(List.of(moving(0, "1010")));

        assertThat(judge.among(moving(0, "1010"), around)).isEmpty();
    }

    @Test
    void a_price_of_long_ago_contradicts_nothing() {
        var around = new Surroundings(Timeframe.H1);
        around.add(List.of(moving(-25, "100"), moving(0, "1000")));

        assertThat(judge.among(moving(0, "1000"), around)).isEmpty();
    }

    @Test
    void a_price_that_stands_still_although_there_is_trade_is_doubted_from_the_limit_on() {
        var around = new Surroundings(Timeframe.H1);
        around.add(IntStream.range(0, 5).mapToObj(i -> still(i, "7")).toList());

        assertThat(judge.among(still(1, "5"), around)).isEmpty();
        assertThat(judge.among(still(1, "7"), around)).isEmpty();
        assertThat(judge.among(still(2, "7"), around).map(Doubt::rule)).contains(Rule.FROZEN);
        assertThat(judge.among(still(4, "0"), around)).isEmpty();
    }

    private static Candle moving(int hours, String price) {
        var value = number(price);
        return new Candle(
                Timeframe.H1.plus(NOON, hours),
                value,
                value.add(BigDecimal.ONE),
                value.subtract(BigDecimal.ONE),
                value,
                BigDecimal.ONE);
    }

    private static Candle still(int hours, String volume) {
        var value = number("100");
        return new Candle(Timeframe.H1.plus(NOON, hours), value, value, value, value, number(volume));
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
