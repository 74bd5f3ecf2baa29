package dev.tickwork.gaprepair;

import dev.tickwork.runtime.Launcher;
import java.util.List;

/** Runs gap-repair as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Launcher.run(args, List.of(GapRepairVerticle.DEFINITION));
    }
}
