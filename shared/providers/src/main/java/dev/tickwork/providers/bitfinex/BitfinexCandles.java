package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.AnswerJson;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import dev.tickwork.providers.UpstreamFaults;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamAnswer;
import dev.tickwork.upstream.UpstreamClient;
import dev.tickwork.upstream.UpstreamFailure;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Candles from Bitfinex's public REST interface. It answers the newest first and a hundred of them unless told otherwise,
 * and nothing at all to a start that is not the open of a candle.
 *
 * @see <a href="https://docs.bitfinex.com/reference/rest-public-candles">candles</a>
 * @see <a href="https://docs.bitfinex.com/reference/rest-public-platform-status">platform status</a>
 */
public final class BitfinexCandles implements CandleSource {
    /** Configuration, rows and vendor symbols know it by this name. */
    public static final String NAME = "bitfinex";

    private static final int MOST_PER_CALL = 10_000;

    /** Shorter than any wait that Bitfinex imposes: whoever asks had better do something else meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So many others may be in line before a call gives its place up. */
    private static final int TURNS = 3;

    private final UpstreamClient client;
    private final InstrumentCatalog catalog;
    private final Time time;
    private final CandleAnswerReader reader;

    /** @param upstream has a provider of our {@link #NAME}, whose rate is what all nodes together may do */
    public BitfinexCandles(Upstream upstream, InstrumentCatalog catalog, Time time) {
        this.client = upstream.client(NAME);
        this.catalog = catalog;
        this.time = time;
        this.reader = new CandleAnswerReader(new AnswerJson(NAME, upstream.redactor()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Timeframe> timeframes() {
        return CandleKey.timeframes();
    }

    @Override
    public int mostPerCall() {
        return MOST_PER_CALL;
    }

    @Override
    public Duration betweenCalls() {
        return client.betweenCalls();
    }

    @Override
    public Future<CandleAnswer> candles(CandleQuestion question) {
        if (question.limit() > MOST_PER_CALL) {
            throw new IllegalArgumentException("limit: " + question.limit() + " is more than " + MOST_PER_CALL);
        }
        return Future.succeededFuture(question)
                .map(this::request)
                .compose(request -> client.send(request).map(answer -> reader.read(question, shown(request), answer)))
                .recover(BitfinexCandles::refused);
    }

    @Override
    public Future<Boolean> isOperative() {
        UpstreamRequest request =
                UpstreamRequest.get("/v2/platform/status", deadline()).judgedBy(reader::judge);
        return client.send(request)
                .map((UpstreamAnswer answer) -> reader.readStatus(answer))
                .recover(failure -> Future.failedFuture(UpstreamFaults.of(failure)));
    }

    /** Oldest first, so that the limit cuts off the end of the span and not its beginning; both bounds are included. */
    private UpstreamRequest request(CandleQuestion question) {
        Timeframe timeframe = question.timeframe();
        CandleKey key = CandleKey.of(catalog, question.symbol(), timeframe);
        Instant first = timeframe.openFrom(question.span().from());
        Instant last = timeframe.plus(timeframe.openFrom(question.span().until()), -1);
        return UpstreamRequest.get("/v2/candles/" + key.text() + "/hist", deadline())
                .parameter("start", String.valueOf(first.toEpochMilli()))
                .parameter("end", String.valueOf(last.toEpochMilli()))
                .parameter("limit", String.valueOf(question.limit()))
                .parameter("sort", "1")
                .judgedBy(reader::judge);
    }

    private Instant deadline() {
        return time.now().plus(time.shownIn(PATIENCE)).plus(betweenCalls().multipliedBy(TURNS));
    }

    private static String shown(UpstreamRequest request) {
        StringBuilder shown = new StringBuilder("GET " + request.path());
        request.query().forEach((name, value) -> shown.append(shown.indexOf("?") < 0 ? "?" : "&")
                .append(name)
                .append('=')
                .append(value));
        return shown.toString();
    }

    private static Future<CandleAnswer> refused(Throwable failure) {
        return failure instanceof UpstreamFailure.RateLimited limited && !limited.isLast()
                ? Future.succeededFuture(
                        new CandleAnswer.RateLimited(limited.until(), String.valueOf(limited.getMessage())))
                : Future.failedFuture(UpstreamFaults.of(failure));
    }
}
