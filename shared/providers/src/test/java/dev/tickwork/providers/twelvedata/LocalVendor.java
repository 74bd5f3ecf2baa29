package dev.tickwork.providers.twelvedata;

import dev.tickwork.domain.World;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.providers.LocalServer;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.upstream.Credentials;
import dev.tickwork.upstream.CreditPlan;
import dev.tickwork.upstream.ProviderPolicy;
import dev.tickwork.upstream.RetryPolicy;
import dev.tickwork.upstream.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Twelve Data, as a server on this machine plays it. */
final class LocalVendor implements AutoCloseable {
    static final String KEY = "f00dcafef00dcafe";

    final FakeTime time;
    final List<HttpServerRequest> requests;
    private final LocalServer server;
    private final Upstream upstream;

    /** It is asked again by a later call only, at most twice after a wish to wait. */
    LocalVendor(Vertx vertx, CreditPlan plan) {
        server = new LocalServer(vertx, ServerWebSocket::close);
        time = server.time;
        requests = server.requests;
        ProviderPolicy policy = server.policy()
                .withRetry(new RetryPolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(2)))
                .withCredits(plan)
                .withCredentials(Credentials.header("Authorization", "apikey " + KEY));
        upstream = server.open(policy, "twelvedata");
    }

    /** The next answer, after those that are queued already. */
    void answers(int status, String body, String... headers) {
        server.answers(status, body, headers);
    }

    void answers(Consumer<HttpServerRequest> answer) {
        server.answers(answer);
    }

    TwelveDataQuotes quotes(InstrumentCatalog catalog) {
        return new TwelveDataQuotes(upstream, catalog, time, World.REAL);
    }

    TwelveDataDailyPrices dailyPrices(InstrumentCatalog catalog) {
        return new TwelveDataDailyPrices(upstream, catalog, time);
    }

    /** The vendor's symbols are ours with a slash in the middle, but ours may be as short as {@code AAPL} too. */
    static InstrumentCatalog catalog(String... vendorSymbols) {
        List<Instrument> instruments = new ArrayList<>();
        List<ProviderSymbol> names = new ArrayList<>();
        for (String vendorSymbol : vendorSymbols) {
            String symbol = vendorSymbol.replace("/", "");
            instruments.add(new Instrument(symbol, InstrumentClass.FOREX, symbol, "XXX", "USD", 5));
            names.add(new ProviderSymbol("twelvedata", symbol, vendorSymbol));
        }
        return new InstrumentCatalog(instruments, names);
    }

    @Override
    public void close() {
        server.close();
    }
}
