package dev.tickwork.candleingest.stream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.providers.CandleStream;
import dev.tickwork.providers.CandleStreamListener;
import dev.tickwork.providers.CandleStreams;
import dev.tickwork.providers.StreamEnd;
import dev.tickwork.testservers.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An exchange that says what a test wants, on the context of whoever listens. */
final class ScriptedStreams implements CandleStreams {
    private final List<Opened> opened = new CopyOnWriteArrayList<>();
    private final Deque<Throwable> failures = new ArrayDeque<>();

    /** The next attempts to open fail with these, in this order. */
    synchronized void fail(Throwable... next) {
        failures.addAll(List.of(next));
    }

    /** Every stream that was ever opened, in order. */
    List<Opened> opened() {
        return List.copyOf(opened);
    }

    /** The stream that was opened as the so-manieth, from 0, as soon as it is. */
    Opened stream(int number) {
        Await.until("stream " + number + " is open", () -> opened.size() > number);
        return opened.get(number);
    }

    @Override
    public String name() {
        return "bitfinex";
    }

    @Override
    public int mostPerConnection() {
        return 25;
    }

    @Override
    public Duration silence() {
        return Duration.ofSeconds(20);
    }

    @Override
    public synchronized Future<CandleStream> open(Collection<Series> series, CandleStreamListener listener) {
        if (!failures.isEmpty()) {
            return Future.failedFuture(failures.poll());
        }
        var one = new Opened(Set.copyOf(series), listener, Vertx.currentContext());
        opened.add(one);
        return Future.succeededFuture(one);
    }

    /** One stream, as the exchange sees it. */
    static final class Opened implements CandleStream {
        private volatile Set<Series> series;
        private final CandleStreamListener listener;
        private final Context context;
        private volatile boolean closed;

        Opened(Set<Series> series, CandleStreamListener listener, Context context) {
            this.series = series;
            this.listener = listener;
            this.context = context;
        }

        Set<Series> series() {
            return series;
        }

        boolean isClosed() {
            return closed;
        }

        /** Says that every series is subscribed. */
        @CanIgnoreReturnValue
        Opened acknowledged() {
            return says(hears -> series.forEach(hears::onSubscribed));
        }

        @CanIgnoreReturnValue
        Opened tells(Series one, Candle candle, Instant at) {
            return says(hears -> hears.onCandle(one, candle, at));
        }

        /** Breaks. */
        void breaks() {
            says(hears -> hears.onEnd(new StreamEnd(StreamEnd.Kind.BROKEN, "the other side closed it")));
            closed = true;
        }

        /** Returns when the listener has heard it. */
        @CanIgnoreReturnValue
        Opened says(Consumer<CandleStreamListener> words) {
            Promise<Void> said = Promise.promise();
            context.runOnContext(now -> {
                if (!closed) {
                    words.accept(listener);
                }
                said.complete();
            });
            Await.done(said.future());
            return this;
        }

        @Override
        public void follow(Collection<Series> others) {
            series = Set.copyOf(others);
        }

        @Override
        public Future<Void> close() {
            closed = true;
            return Future.succeededFuture();
        }
    }
}
