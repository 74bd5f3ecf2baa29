package dev.tickwork.runtime.notices;

import dev.tickwork.jobs.notices.NoticePolicy;
import dev.tickwork.upstream.MailAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code conf/notices.yaml}.
 *
 * @param consoleUrl where those who read a notice find the console
 * @param mailTo plain addresses; empty for nobody
 * @param digestEvery how long nothing more is said of a job that goes on failing
 * @param jobs what is different for one job, by its stable name
 * @param heartbeats how watchers outside are called, by the names of their webhooks
 */
public record NoticesConfig(
        URI consoleUrl,
        List<String> mailTo,
        Duration digestEvery,
        Map<String, JobPart> jobs,
        Map<String, HeartbeatMethod> heartbeats) {
    /**
     * What is different for one job.
     *
     * @param tell which failures are worth telling; null for what its definition says
     * @param mailTo plain addresses; empty for those of all jobs
     */
    public record JobPart(@Nullable NoticePolicy tell, List<String> mailTo) {
        public JobPart {
            mailTo = plain(mailTo);
        }
    }

    /** How a watcher is called. */
    public enum HeartbeatMethod {
        GET,
        POST
    }

    public NoticesConfig {
        mailTo = plain(mailTo);
        jobs = Map.copyOf(jobs);
        heartbeats = Map.copyOf(heartbeats);
        require(consoleUrl.getHost() != null, "consoleUrl: " + consoleUrl + " is not http://host");
        require(digestEvery.toSeconds() >= 60, "digestEvery: " + digestEvery.toSeconds() + " s is not at least 60 s");
    }

    private static List<String> plain(List<String> addresses) {
        addresses.forEach(address ->
                require(MailAddress.isPlain(address), "mailTo: \"" + address + "\" is not an address like a@b.org"));
        return List.copyOf(addresses);
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Who gets mail about a job; empty for nobody. */
    List<String> mailTo(String job) {
        JobPart part = jobs.get(job);
        return part == null || part.mailTo().isEmpty() ? mailTo : part.mailTo();
    }

    /** Whether there is a job about which somebody gets mail. */
    boolean hasReaders() {
        return !mailTo.isEmpty()
                || jobs.values().stream().anyMatch(part -> !part.mailTo().isEmpty());
    }

    Map<String, NoticePolicy> overrides() {
        Map<String, NoticePolicy> overrides = new HashMap<>();
        jobs.forEach((job, part) -> {
            NoticePolicy tell = part.tell();
            if (tell != null) {
                overrides.put(job, tell);
            }
        });
        return overrides;
    }
}
