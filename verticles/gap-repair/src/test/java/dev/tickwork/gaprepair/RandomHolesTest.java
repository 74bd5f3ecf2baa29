package dev.tickwork.gaprepair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.CandleShelf.Kept;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found is what a simple loop over every open finds. */
@ExtendWith(PostgresFixture.class)
class RandomHolesTest {
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration GRACE = Configs.standard().grace();

    private final FakeTime time = FakeTime.at("2026-01-01T00:07:00Z");
    private final Map<Kept, SortedSet<Instant>> missing = new HashMap<>();
    private CandleShelf shelf;
    private JobHarness harness;
    private GapDetectionJob job;

    @BeforeEach
    void fillTheShelf(Database db) {
        shelf = new CandleShelf(db);
        harness = JobHarness.over(db, time);
        job = GapJobs.detection(Configs.standard(), db, time);
        keep("BTCUSD", Timeframe.M30);
        keep("ETHUSD", Timeframe.H1);
        keep("SOLUSD", Timeframe.D1);
        keep("BTCUSD", Timeframe.W1);
        keep("BTCUSD", Timeframe.MO1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void random_holes_are_found_exactly(long seed) {
        var random = new Random(seed);

        for (int round = 0; round < 3; round++) {
            missing.keySet().forEach(kept -> lose(kept, FIRST, 20, random));
            detect(true);
            assertThat(shelf.gaps("missing")).containsExactlyElementsOf(byTheSimpleLoop());
            missing.keySet().forEach(kept -> bring(kept, random));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void looking_only_where_something_may_have_changed_finds_the_same(long seed) {
        var random = new Random(seed);
        missing.keySet().forEach(kept -> lose(kept, FIRST, 20, random));
        detect(false);

        for (int round = 0; round < 5; round++) {
            Instant before = time.now();
            time.advance(Duration.ofHours(random.nextInt(200)));
            for (Kept kept : missing.keySet()) {
                Instant seen = kept.timeframe().openOf(before.minus(GRACE));
                shelf.fill(kept, seen, until(kept));
                lose(kept, seen, 5, random);
                bring(kept, random);
            }
            detect(false);
            List<String> found = shelf.gaps("missing");
            assertThat(found).containsExactlyElementsOf(byTheSimpleLoop());

            detect(true);
            assertThat(shelf.gaps("missing")).isEqualTo(found);
        }
    }

    private void detect(boolean isFull) {
        assertThat(harness.run(job, new DetectionArgs(isFull))).isInstanceOf(JobOutcome.Done.class);
    }

    private void keep(String symbol, Timeframe timeframe) {
        Kept kept = shelf.series(symbol, timeframe, FIRST, null);
        shelf.fill(kept, FIRST, until(kept));
        missing.put(kept, new TreeSet<>());
    }

    private void lose(Kept kept, Instant from, int holes, Random random) {
        List<Instant> opens =
                kept.timeframe().opens(new Span(from, until(kept))).toList();
        List<Instant> lost = new ArrayList<>();
        for (int hole = 0; hole < holes && !opens.isEmpty(); hole++) {
            int at = random.nextInt(opens.size());
            int end = Math.min(opens.size(), at + 1 + random.nextInt(6));
            lost.addAll(opens.subList(at, end));
        }
        shelf.take(kept, lost);
        missing.get(kept).addAll(lost);
    }

    private void bring(Kept kept, Random random) {
        List<Instant> all = List.copyOf(missing.get(kept));
        List<Instant> brought = IntStream.range(0, all.size())
                .filter(n -> random.nextInt(3) == 0)
                .mapToObj(all::get)
                .toList();
        shelf.put(kept, brought);
        missing.get(kept).removeAll(brought);
    }

    private Instant until(Kept kept) {
        return kept.timeframe().openOf(time.now().minus(GRACE));
    }

    private List<String> byTheSimpleLoop() {
        return missing.entrySet().stream()
                .flatMap(entry -> holes(entry.getKey().timeframe(), entry.getValue()).stream()
                        .map(hole -> entry.getKey().series() + " " + hole.from() + ".." + hole.until()))
                .sorted()
                .toList();
    }

    private static List<Span> holes(Timeframe timeframe, SortedSet<Instant> missing) {
        List<Span> holes = new ArrayList<>();
        for (Instant open : missing) {
            int last = holes.size() - 1;
            if (last >= 0 && holes.get(last).until().equals(open)) {
                holes.set(last, new Span(holes.get(last).from(), timeframe.closeOf(open)));
            } else {
                holes.add(new Span(open, timeframe.closeOf(open)));
            }
        }
        return holes;
    }
}
