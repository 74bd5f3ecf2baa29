package dev.tickwork.runtime.notices;

import dev.tickwork.jobs.notices.Notice;
import dev.tickwork.jobs.notices.NoticeKind;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a notice says in plain English. */
final class Wording {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String environment;
    private final URI console;

    /** @param environment which installation speaks, such as {@code production} */
    Wording(String environment, URI console) {
        this.environment = environment;
        this.console = console;
    }

    String environment() {
        return environment;
    }

    /** One line. */
    String headline(Notice notice) {
        return switch (notice.kind()) {
            case OPENED -> notice.job() + " fails";
            case ONGOING -> notice.job() + " still fails";
            case RESOLVED -> notice.job() + " works again";
        };
    }

    /** What has happened, in one or two sentences. */
    String story(Notice notice) {
        String failures = notice.failures() == 1 ? "one run" : notice.failures() + " runs";
        String since = "since " + moment(notice.beganAt());
        return switch (notice.kind()) {
            case OPENED ->
                "The job %s fails, last on node %s: %s %s.".formatted(notice.job(), notice.node(), failures, since);
            case ONGOING ->
                "The job %s still fails, last on node %s: %s %s."
                        .formatted(notice.job(), notice.node(), failures, since);
            case RESOLVED ->
                "The job %s has succeeded at %s. Before, it had failed: %s %s."
                        .formatted(notice.job(), moment(resolvedAt(notice)), failures, since);
        };
    }

    /** Why the last run failed. */
    String error(Notice notice) {
        String last = notice.kind() == NoticeKind.RESOLVED ? "Last error" : "Error";
        return last + " (" + notice.errorClass() + "): " + notice.error();
    }

    /** The page of the run that failed last. */
    String link(Notice notice) {
        return console.toString().replaceAll("/+$", "") + "/#/jobs/" + notice.runId();
    }

    private static Instant resolvedAt(Notice notice) {
        Instant at = notice.resolvedAt();
        return at == null ? notice.lastAt() : at;
    }

    private static String moment(Instant at) {
        return MOMENT.format(at);
    }
}
