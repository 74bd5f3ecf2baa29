package dev.tickwork.jobs.notices;

import java.util.Locale;

/** What a notice says of an incident. */
public enum NoticeKind {
    /** The job fails. */
    OPENED,
    /** It still does. */
    ONGOING,
    /** It works again, and has done so for a while. */
    RESOLVED;

    /** As it is stored and told to programs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
