package dev.tickwork.gateway;

import dev.tickwork.gateway.auth.AdminLink;
import dev.tickwork.gateway.auth.AuthConfig;
import dev.tickwork.gateway.auth.Secrets;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import io.vertx.core.Future;
import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever started the system where its console is and how to get in: by a link that is good once, unless an admin
 * key is configured or nobody is asked. Printed and not logged, because the link is a secret.
 */
public final class Welcome {
    private final PrintStream out;
    private final AtomicReference<@Nullable ApiGatewayConfig> config = new AtomicReference<>();

    /** @param out where the operator reads, and nobody else */
    public Welcome(PrintStream out) {
        this.out = out;
    }

    /** The gateway, of whose configuration the address is taken. */
    public VerticleDefinition<ApiGatewayConfig> gateway() {
        VerticleDefinition<ApiGatewayConfig> gateway = ApiGatewayVerticle.DEFINITION;
        return gateway.madeBy((deployed, platform) -> {
            config.set(deployed);
            return gateway.create().apply(deployed, platform);
        });
    }

    /** Says it; silent when the gateway was not asked to run. */
    public Future<Void> say(Platform platform) {
        ApiGatewayConfig gateway = config.get();
        return gateway == null
                ? Future.succeededFuture()
                : wayIn(gateway, platform).map(this::print).mapEmpty();
    }

    private static URI console(ApiGatewayConfig gateway) {
        String host = gateway.http().host();
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        return URI.create("http://" + (everywhere ? "127.0.0.1" : bracketed(host)) + ":"
                + gateway.http().port() + "/");
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private Future<String> wayIn(ApiGatewayConfig gateway, Platform platform) {
        URI console = console(gateway);
        if (gateway.auth().mode() == AuthConfig.Mode.OFF) {
            return Future.succeededFuture(console + "  (nobody is asked who they are: AUTH_MODE=off)");
        }
        if (gateway.auth().adminKey().isSet()) {
            return Future.succeededFuture(console + "  (log in with the key in TICKWORK_ADMIN_KEY)");
        }
        return new AdminLink(platform.database(), platform.time(), Secrets.unguessable())
                .to(console)
                .map(link ->
                        link + "  (logs in as admin, once, within " + AdminLink.GOOD_FOR.toMinutes() + " minutes)");
    }

    private String print(String wayIn) {
        out.println();
        out.println("  Tickwork runs. Console: " + wayIn);
        out.println();
        return wayIn;
    }
}
