package dev.tickwork.gateway;

import dev.tickwork.runtime.Launcher;
import dev.tickwork.runtime.Program;
import dev.tickwork.runtime.lifecycle.LocalServers;
import java.util.List;

/** Runs api-gateway as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var welcome = new Welcome(System.out);
        Launcher.run(args, new Program("api-gateway", List.of(welcome.gateway()), LocalServers.NONE, welcome::say));
    }
}
