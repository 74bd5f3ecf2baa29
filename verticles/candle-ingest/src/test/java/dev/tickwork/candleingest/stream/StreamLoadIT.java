package dev.tickwork.candleingest.stream;

import static dev.tickwork.candleingest.stream.Heard.NOON;
import static dev.tickwork.candleingest.stream.Heard.candle;
import static dev.tickwork.candleingest.stream.Heard.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.stream.ScriptedStreams.Opened;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Five thousand updates a second for a minute, over one connection. */
@Tag("soak")
@ExtendWith(PostgresFixture.class)
class StreamLoadIT {
    private static final int SLICES = 600;
    private static final int UPDATES_A_SLICE = 500;
    private static final int SLICES_A_CANDLE = 100;
    private static final long SLICE_NANOS = 100_000_000;
    private static final long FEW_BYTES = 16L << 20;
    private static final List<Series> ALL = IntStream.range(0, 25)
            .mapToObj(number -> new Series("bitfinex", "S" + number, Timeframe.M1))
            .toList();

    private final FakeTime time = new FakeTime(NOON);
    private final ScriptedStreams streams = new ScriptedStreams();

    @Test
    void memory_stays_as_it_is_and_no_candle_is_lost(TestDatabase server) {
        try (var scene = new Scene("a", server.url(), time, streams, 50_000, ALL.toArray(Series[]::new)).started()) {
            Opened stream = streams.stream(0).acknowledged();
            tell(scene, stream, 0, SLICES_A_CANDLE);
            long early = usedBytes();

            tell(scene, stream, SLICES_A_CANDLE, SLICES);
            long late = usedBytes();
            scene.stop();

            long over = scene.stored().stream()
                    .filter(line -> line.endsWith("final"))
                    .distinct()
                    .count();
            assertThat(over).isEqualTo((SLICES / SLICES_A_CANDLE - 1L) * ALL.size());
            assertThat(scene.asked()).as("only the start looks back").hasSize(ALL.size());
            assertThat(late - early).isLessThan(FEW_BYTES);
        }
    }

    private void tell(Scene scene, Opened stream, int from, int until) {
        long begin = System.nanoTime();
        for (int slice = from; slice < until; slice++) {
            int now = slice;
            stream.says(hears -> IntStream.range(0, UPDATES_A_SLICE).forEach(update -> {
                int minute = now / SLICES_A_CANDLE;
                Series one = ALL.get(update % ALL.size());
                hears.onCandle(one, candle(minute, now * UPDATES_A_SLICE + update), minute(minute));
            }));
            if (slice % 50 == 49) {
                scene.passTo(time.now().plus(Duration.ofSeconds(30)));
            }
            LockSupport.parkNanos(begin + (slice + 1L - from) * SLICE_NANOS - System.nanoTime());
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
