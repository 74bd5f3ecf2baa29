package dev.tickwork.redis;

import static dev.tickwork.redis.Redises.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(RealRedis.class)
@Timeout(120)
class SharedBudgetTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:20Z");
    private static final Instant NEXT_MINUTE = Instant.parse("2026-03-02T12:01:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-03-03T00:00:00Z");

    @RegisterExtension
    final Redises redises = new Redises();

    @Test
    void spends_from_every_window_until_one_is_empty(TestRedis redis) {
        var budget = new SharedBudget(redises.link(redis));

        Spending first = await(budget.spend(quotes(6, 8, 20, NOW), NOW));
        Spending second = await(budget.spend(quotes(6, 8, 20, NOW), NOW));
        Spending nextMinute = await(budget.spend(quotes(6, 8, 20, NEXT_MINUTE), NEXT_MINUTE));

        assertThat(first).isEqualTo(new Spending.Granted(List.of(2L, 14L)));
        assertThat(second).isEqualTo(new Spending.Exhausted(NEXT_MINUTE));
        assertThat(nextMinute).isEqualTo(new Spending.Granted(List.of(2L, 8L)));
    }

    @Test
    void an_empty_day_lasts_until_midnight_utc(TestRedis redis) {
        var budget = new SharedBudget(redises.link(redis));
        await(budget.spend(quotes(8, 8, 9, NOW), NOW));

        Spending answer = await(budget.spend(quotes(8, 8, 9, NOW), NOW));

        assertThat(answer).isEqualTo(new Spending.Exhausted(NEXT_DAY));
        assertThat(await(budget.left("vendor", windows(8, 9, 0, NOW), NOW))).containsExactly(0L, 1L);
    }

    @Test
    void backfills_leave_the_reserve_alone_but_may_use_all_beyond_it(TestRedis redis) {
        var budget = new SharedBudget(redises.link(redis));

        Spending quotes = await(budget.spend(new Expense("vendor", reserving(6), 4, true), NOW));
        Spending backfill = await(budget.spend(new Expense("vendor", reserving(6), 4, false), NOW));
        Spending tooMuch = await(budget.spend(new Expense("vendor", reserving(6), 1, false), NOW));
        Spending quotesAgain = await(budget.spend(new Expense("vendor", reserving(6), 2, true), NOW));

        assertThat(quotes).isEqualTo(new Spending.Granted(List.of(6L)));
        assertThat(backfill)
                .as("10 - 6 reserved, of which the quotes used 4")
                .isEqualTo(new Spending.Granted(List.of(2L)));
        assertThat(tooMuch).isEqualTo(new Spending.Exhausted(NEXT_MINUTE));
        assertThat(quotesAgain).isEqualTo(new Spending.Granted(List.of(0L)));
    }

    @Test
    void two_nodes_at_once_never_overspend(TestRedis redis) {
        var nodes = List.of(new SharedBudget(redises.link(redis)), new SharedBudget(redises.link(redis)));

        List<Future<Spending>> answers = IntStream.range(0, 200)
                .mapToObj(i -> nodes.get(i % 2).spend(quotes(1, 100, 77, NOW), NOW))
                .toList();
        await(Future.all(answers));

        assertThat(answers.stream().filter(answer -> answer.result() instanceof Spending.Granted))
                .hasSize(77);
    }

    @Test
    void the_vendor_is_believed_when_it_counts_less_than_we_do(TestRedis redis) {
        var budget = new SharedBudget(redises.link(redis));
        var other = new SharedBudget(redises.link(redis));
        await(budget.spend(quotes(2, 10, 100, NOW), NOW));
        await(other.spend(quotes(2, 10, 100, NOW), NOW));
        BudgetWindow minute = windows(10, 100, 0, NOW).get(0);

        await(budget.correct("vendor", minute, 1, NOW));
        await(budget.correct("vendor", minute, 9, NOW));

        assertThat(await(other.left("vendor", windows(10, 100, 0, NOW), NOW))).containsExactly(1L, 96L);
        assertThat(await(other.spend(quotes(2, 10, 100, NOW), NOW))).isEqualTo(new Spending.Exhausted(NEXT_MINUTE));
    }

    @Test
    void without_redis_each_node_keeps_its_own_book_and_hands_it_back(TestRedis redis) throws Exception {
        RedisLink link = redises.link(redis);
        var budget = new SharedBudget(link);
        await(budget.spend(quotes(3, 8, 100, NOW), NOW));
        redis.stop();
        RedisLinkTest.eventually(() -> !link.isUp());

        Spending alone = await(budget.spend(quotes(4, 8, 100, NOW), NOW));
        Spending tooMuch = await(budget.spend(quotes(4, 8, 100, NOW), NOW));
        await(budget.correct("vendor", windows(8, 100, 0, NOW).get(0), 0, NOW));

        assertThat(alone).isEqualTo(new Spending.Granted(List.of(1L, 93L)));
        assertThat(tooMuch).isEqualTo(new Spending.Exhausted(NEXT_MINUTE));
        redis.start();
        RedisLinkTest.eventually(link::isUp);
        assertThat(await(budget.spend(quotes(1, 8, 100, NOW), NOW))).isEqualTo(new Spending.Exhausted(NEXT_MINUTE));
        var other = new SharedBudget(redises.link(redis));
        assertThat(await(other.left("vendor", windows(8, 100, 0, NOW), NOW))).containsExactly(0L, 93L);
    }

    @Test
    void what_can_never_be_paid_is_refused_by_name() {
        assertThatThrownBy(() -> quotes(9, 8, 100, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cost 9")
                .hasMessageContaining("8 credits of vendor in minute-");
    }

    private static Expense quotes(int cost, long perMinute, long perDay, Instant now) {
        return new Expense("vendor", windows(perMinute, perDay, 0, now), cost, true);
    }

    private static List<BudgetWindow> windows(long perMinute, long perDay, long reserved, Instant now) {
        return List.of(BudgetWindow.minute(now, perMinute, reserved), BudgetWindow.day(now, perDay, reserved));
    }

    private static List<BudgetWindow> reserving(long reserved) {
        return List.of(BudgetWindow.minute(NOW, 10, reserved));
    }
}
