package dev.tickwork.jobs.notices;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which failures of a job are worth telling.
 *
 * @param rule how it is decided
 * @param failures with {@link Rule#AFTER}, how many of an incident; else 0
 */
public record NoticePolicy(Rule rule, int failures) {
    /** How it is decided. */
    public enum Rule {
        /** What no further try would have cured; see {@link #CRITICAL}. */
        CRITICAL,
        ALWAYS,
        NEVER,
        /** After so many of an incident. */
        AFTER
    }

    /**
     * The usual: at once when it is a bug, cannot succeed, took too long or failed although it was tried again; when a
     * run was lost with its node, the second time; whatever else, the third time.
     */
    public static final NoticePolicy CRITICAL = new NoticePolicy(Rule.CRITICAL, 0);

    public static final NoticePolicy ALWAYS = new NoticePolicy(Rule.ALWAYS, 0);
    public static final NoticePolicy NEVER = new NoticePolicy(Rule.NEVER, 0);

    private static final Set<String> CRITICAL_AT_ONCE = Set.of("bug", "permanent", "timed_out");
    private static final int LOST_REPEATEDLY = 2;
    private static final int FAILED_REPEATEDLY = 3;
    private static final Pattern AFTER = Pattern.compile("after[ _-](\\d{1,4})");

    public NoticePolicy {
        if ((rule == Rule.AFTER) != (failures > 0)) {
            throw new IllegalArgumentException("failures must be at least 1 with AFTER and 0 else, but is " + failures);
        }
    }

    /** After {@code failures} of an incident, whatever they are. */
    public static NoticePolicy after(int failures) {
        return new NoticePolicy(Rule.AFTER, failures);
    }

    /**
     * Reads {@code critical}, {@code always}, {@code never} or {@code after 3}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static NoticePolicy parse(String text) {
        Matcher after = AFTER.matcher(text);
        if (after.matches()) {
            return after(Integer.parseInt(after.group(1)));
        }
        return switch (text) {
            case "critical" -> CRITICAL;
            case "always" -> ALWAYS;
            case "never" -> NEVER;
            default -> throw new IllegalArgumentException("\"" + text + "\" is not critical, always, never or after 3");
        };
    }

    /** As {@link #parse} reads it. */
    public String text() {
        return rule == Rule.AFTER ? "after " + failures : rule.name().toLowerCase(Locale.ROOT);
    }

    /** @param inIncident how many runs have failed in the job's incident, this one included */
    boolean isWorthTelling(FailedRun run, long inIncident) {
        return switch (rule) {
            case CRITICAL -> isCritical(run, inIncident);
            case ALWAYS -> true;
            case NEVER -> false;
            case AFTER -> inIncident >= failures;
        };
    }

    private static boolean isCritical(FailedRun run, long inIncident) {
        if (CRITICAL_AT_ONCE.contains(run.errorClass())) {
            return true;
        }
        return run.errorClass().equals("lost")
                ? inIncident >= LOST_REPEATEDLY
                : run.attempts() > 1 || inIncident >= FAILED_REPEATEDLY;
    }
}
