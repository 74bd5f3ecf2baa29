package dev.tickwork.jobs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a job is. Rows outlive releases, so a name is never changed and never given to another job.
 *
 * @param name stable, in kebab case, such as {@code price-fetch}
 * @param aliases other names that people know it by; the first is what {@code /jobs/status} shows
 * @param queue which others it stands in line with
 * @param limits how long one run may take
 * @param schedule when it runs
 */
public record JobDefinition(String name, List<String> aliases, JobQueue queue, TimeLimits limits, Schedule schedule) {
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public JobDefinition {
        if (!KEBAB_CASE.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be in kebab case but is " + name);
        }
        aliases = List.copyOf(aliases);
    }

    /** What people are shown: the first alias, or the name where there is none. */
    public String shownName() {
        return aliases.isEmpty() ? name : aliases.get(0);
    }
}
