package dev.tickwork.jobs.notices;

import java.util.Locale;

/** By which way people, or their programs, are told. */
public enum NoticeChannel {
    SLACK,
    MAIL,
    /** JSON, for error trackers and the like. */
    WEBHOOK;

    /** As it is stored. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NoticeChannel of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
