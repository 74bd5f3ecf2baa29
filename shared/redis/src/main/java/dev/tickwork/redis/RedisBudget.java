package dev.tickwork.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The book that all nodes share. Fails with {@link RedisDown} while Redis is away. */
final class RedisBudget {
    /** Kept a little longer than the window: nodes' clocks differ from Redis' own. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    private static final int PARTS = 3;

    /** A cost of 0 only reads. The decision is that of {@link Ledger#of}. */
    private static final Script SPEND = new Script("""
            local cost, privileged = tonumber(ARGV[1]), ARGV[2] == '1'
            local tallies, granted = {}, 1
            for i = 1, #KEYS do
              local at = 2 + (i - 1) * 6
              local limit, reserved = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
              local known = redis.call('HMGET', KEYS[i], 'privileged', 'other', 'outside')
              local tally = {}
              for part = 1, 3 do
                tally[part] = math.max(tonumber(known[part] or '0'), tonumber(ARGV[at + 3 + part]))
              end
              local kept = privileged and tally[1] or math.max(tally[1], reserved)
              if limit - kept - tally[2] - tally[3] < cost then
                granted = 0
              end
              tallies[i] = tally
            end
            local answer = {granted}
            for i = 1, #KEYS do
              local tally = tallies[i]
              if cost > 0 then
                local part = privileged and 1 or 2
                tally[part] = tally[part] + cost * granted
                redis.call('HSET', KEYS[i], 'privileged', tally[1], 'other', tally[2], 'outside', tally[3])
                redis.call('PEXPIRE', KEYS[i], ARGV[2 + (i - 1) * 6 + 3])
              end
              for part = 1, 3 do
                answer[#answer + 1] = tally[part]
              end
            end
            return answer
            """);

    private static final Script CORRECT = new Script("""
            local known = redis.call('HMGET', KEYS[1], 'privileged', 'other', 'outside')
            local ours = tonumber(known[1] or '0') + tonumber(known[2] or '0')
            local outside = math.max(tonumber(known[3] or '0'), tonumber(ARGV[1]) - tonumber(ARGV[2]) - ours)
            redis.call('HSET', KEYS[1], 'outside', outside)
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return outside
            """);

    private final RedisLink link;

    RedisBudget(RedisLink link) {
        this.link = link;
    }

    /** Spends in all windows or in none, knowing at least what this node knows. */
    Future<Ledger> spend(Expense expense, List<Tally> known, Instant now) {
        List<String> arguments =
                new ArrayList<>(List.of(Integer.toString(expense.cost()), expense.privileged() ? "1" : "0"));
        return run(expense.budget(), expense.windows(), known, arguments, now);
    }

    Future<Ledger> read(String budget, List<BudgetWindow> windows, List<Tally> known, Instant now) {
        return run(budget, windows, known, new ArrayList<>(List.of("0", "1")), now);
    }

    Future<Void> correct(String budget, BudgetWindow window, long leftAtVendor, Instant now) {
        List<String> arguments =
                List.of(Long.toString(window.limit()), Long.toString(leftAtVendor), expiry(window, now));
        return CORRECT.run(link, List.of(RedisKeys.budget(budget, window)), arguments)
                .mapEmpty();
    }

    private Future<Ledger> run(
            String budget, List<BudgetWindow> windows, List<Tally> known, List<String> arguments, Instant now) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            BudgetWindow window = windows.get(i);
            keys.add(RedisKeys.budget(budget, window));
            arguments.add(Long.toString(window.limit()));
            arguments.add(Long.toString(window.reserved()));
            arguments.add(expiry(window, now));
            arguments.add(Long.toString(known.get(i).privileged()));
            arguments.add(Long.toString(known.get(i).other()));
            arguments.add(Long.toString(known.get(i).outside()));
        }
        return SPEND.run(link, keys, arguments).map(RedisBudget::ledger);
    }

    private static Ledger ledger(Response answer) {
        List<Tally> tallies = new ArrayList<>();
        for (int at = 1; at < answer.size(); at += PARTS) {
            tallies.add(new Tally(
                    answer.get(at).toLong(),
                    answer.get(at + 1).toLong(),
                    answer.get(at + 2).toLong()));
        }
        return new Ledger(answer.get(0).toInteger() == 1, tallies);
    }

    private static String expiry(BudgetWindow window, Instant now) {
        Duration rest = Duration.between(now, window.endsAt());
        return Long.toString((rest.isNegative() ? SPARE : rest.plus(SPARE)).toMillis());
    }
}
