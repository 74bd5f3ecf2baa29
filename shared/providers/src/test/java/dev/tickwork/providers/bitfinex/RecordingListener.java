package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.providers.CandleStreamListener;
import dev.tickwork.providers.StreamEnd;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it hears. */
final class RecordingListener implements CandleStreamListener {
    /** One line for each call, such as {@code candle BTCUSD/1m 12:00:00 7.5}. */
    final List<String> story = new CopyOnWriteArrayList<>();

    final List<Candle> candles = new CopyOnWriteArrayList<>();

    /** The lines that begin with a word. */
    List<String> lines(String word) {
        return story.stream().filter(line -> line.startsWith(word)).toList();
    }

    @Override
    public void onSubscribed(Series series) {
        story.add("subscribed " + series);
    }

    @Override
    public void onRefused(Series series, String why) {
        story.add("refused " + series + " " + why);
    }

    @Override
    public void onSnapshot(Series series, List<Candle> snapshot, Instant seenAt) {
        candles.addAll(snapshot);
        story.add("snapshot " + series + " " + snapshot.size());
    }

    @Override
    public void onCandle(Series series, Candle candle, Instant seenAt) {
        candles.add(candle);
        story.add("candle " + series + " " + candle.openTime() + " " + candle.close());
    }

    @Override
    public void onMaintenance(boolean begins) {
        story.add(begins ? "maintenance begins" : "maintenance ends");
    }

    @Override
    public void onSilent(Series series, Instant since) {
        story.add("silent " + series + " since " + since);
    }

    @Override
    public void onLost(List<Series> series, String why) {
        story.add("lost " + series + " " + why);
    }

    @Override
    public void onEnd(StreamEnd end) {
        story.add("end " + end.kind() + " " + end.reason());
    }
}
