package dev.tickwork.gaprepair;

import java.time.Duration;

/** Configurations as the file has them. */
final class Configs {
    private Configs() {}

    static GapRepairConfig standard() {
        return config(10, 0);
    }

    static GapRepairConfig withMaxOpenGaps(int most) {
        return config(10, most);
    }

    static GapRepairConfig withMaxRepairs(int most) {
        return config(most, 0);
    }

    private static GapRepairConfig config(int maxRepairs, int maxOpenGaps) {
        return new GapRepairConfig(
                60,
                60,
                maxRepairs,
                maxOpenGaps,
                "40 3 * * *",
                Duration.ofMinutes(2),
                3,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                3,
                365);
    }
}
