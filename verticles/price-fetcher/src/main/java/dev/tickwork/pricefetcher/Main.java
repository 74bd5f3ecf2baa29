package dev.tickwork.pricefetcher;

import dev.tickwork.runtime.Launcher;
import java.util.List;

/** Runs price-fetcher as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Launcher.run(args, List.of(PriceFetcherVerticle.DEFINITION));
    }
}
