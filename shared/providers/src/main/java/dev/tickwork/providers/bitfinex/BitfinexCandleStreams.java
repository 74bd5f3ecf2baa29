package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.AnswerJson;
import dev.tickwork.providers.CandleStream;
import dev.tickwork.providers.CandleStreamListener;
import dev.tickwork.providers.CandleStreams;
import dev.tickwork.providers.UpstreamFaults;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamClient;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;

/**
 * Candles from Bitfinex's public websocket, version 2.
 *
 * @see <a href="https://docs.bitfinex.com/docs/ws-general">websocket</a>
 * @see <a href="https://docs.bitfinex.com/docs/requirements-and-limitations">25 channels, 20 connections a minute</a>
 */
public final class BitfinexCandleStreams implements CandleStreams {
    /**
     * What upstream knows the websocket by. Its pace is that of new connections, and its outages leave alone the calls that
     * take its place.
     */
    public static final String UPSTREAM = "bitfinex-stream";

    private static final int MOST_CHANNELS = 25;

    /** New connections are spread over a minute; a turn that is further away is asked for again. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final UpstreamClient client;
    private final InstrumentCatalog catalog;
    private final Time time;
    private final AnswerJson json;

    /** @param upstream has a provider of the name {@link #UPSTREAM}, whose rate is that of new connections */
    public BitfinexCandleStreams(Upstream upstream, InstrumentCatalog catalog, Time time) {
        this.client = upstream.client(UPSTREAM);
        this.catalog = catalog;
        this.time = time;
        this.json = new AnswerJson(BitfinexCandles.NAME, upstream.redactor());
    }

    @Override
    public String name() {
        return BitfinexCandles.NAME;
    }

    @Override
    public int mostPerConnection() {
        return MOST_CHANNELS;
    }

    @Override
    public Duration silence() {
        return Watchdog.NOTICED;
    }

    @Override
    public Future<CandleStream> open(Collection<Series> series, CandleStreamListener listener) {
        return client.connect(UpstreamRequest.get("/ws/2", time.now().plus(time.shownIn(PATIENCE))))
                .recover(failure -> Future.failedFuture(UpstreamFaults.of(failure)))
                .compose(socket -> new BitfinexStream(new StreamLine(socket, time), json, listener, catalog).greet())
                .map(stream -> begun(stream, series));
    }

    /** Whoever opened it has it in hand before anything is heard. */
    private static CandleStream begun(BitfinexStream stream, Collection<Series> series) {
        stream.start(series);
        return stream;
    }
}
