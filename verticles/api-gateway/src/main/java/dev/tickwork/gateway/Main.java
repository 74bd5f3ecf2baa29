package dev.tickwork.gateway;

import dev.tickwork.runtime.Launcher;
import java.util.List;

/** Runs api-gateway in a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Launcher.run(args, List.of(ApiGatewayVerticle.DEFINITION));
    }
}
