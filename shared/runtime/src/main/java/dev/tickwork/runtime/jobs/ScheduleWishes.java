package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.jobs.JobOperator.ScheduleWish;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.ledger.Timing;
import dev.tickwork.messages.ApiProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes of what is and of what an operator sends what that operator wants of a schedule. */
final class ScheduleWishes {
    private static final String CRON = "cron";
    private static final String EVERY = "every_ms";
    private static final String ZONE = "zone";

    private final Predicate<String> watchers;

    /** @param watchers which addresses outside are called when somebody names them */
    ScheduleWishes(Predicate<String> watchers) {
        this.watchers = watchers;
    }

    /**
     * What is wanted: what the body does not name stays, null goes back to the release, and an expression and an interval
     * take each other's place. A problem (422) when that makes no sense.
     *
     * @param now what operators want at present
     * @param release what the release says
     */
    ScheduleWish of(JsonNode body, ScheduleWish now, Timing release) {
        if (body.hasNonNull(CRON) && body.hasNonNull(EVERY)) {
            throw ApiProblem.invalid("/every_ms", "and cron exclude each other");
        }
        Duration every = body.hasNonNull(CRON)
                ? null
                : named(body, EVERY, value -> Duration.ofMillis(value.longValue()), now.every());
        String cron = body.hasNonNull(EVERY) ? null : named(body, CRON, JsonNode::textValue, now.cron());
        // An expression takes its zone along when it goes.
        boolean isGiven = !body.path(CRON).isNull();
        String zone = named(body, ZONE, JsonNode::textValue, isGiven ? now.zone() : null);
        Cron checked = every == null ? cron(cron, zone, release) : null;
        return new ScheduleWish(
                every,
                checked == null ? null : checked.expression(),
                checked == null ? null : checked.zone().getId(),
                named(body, "overlap", ScheduleWishes::upperCase, now.overlap()),
                named(body, "misfire", ScheduleWishes::upperCase, now.misfire()),
                named(body, "heartbeat_url", this::watcher, now.heartbeatUrl()));
    }

    /** The expression in its zone, what is missing of them taken from the release; null when neither is wanted. */
    private static @Nullable Cron cron(@Nullable String wished, @Nullable String zone, Timing release) {
        if (wished == null && zone == null) {
            return null;
        }
        String expression = wished == null ? release.cron() : wished;
        if (expression == null) {
            throw ApiProblem.invalid("/zone", "goes with a cron expression, and there is none");
        }
        return SchedulePreview.cron(expression, zone == null ? release.zone() : zone, "/");
    }

    private static <T> @Nullable T named(JsonNode body, String name, Function<JsonNode, T> reader, @Nullable T now) {
        if (!body.has(name)) {
            return now;
        }
        return body.get(name).isNull() ? null : reader.apply(body.get(name));
    }

    private static String upperCase(JsonNode label) {
        return label.textValue().toUpperCase(Locale.ROOT);
    }

    private String watcher(JsonNode text) {
        String url = url(text);
        if (!watchers.test(url)) {
            throw ApiProblem.invalid(
                    "/heartbeat_url", "is no address that conf/upstream.yaml and conf/notices.yaml let call");
        }
        return url;
    }

    private static String url(JsonNode text) {
        try {
            URI url = new URI(text.textValue());
            if ("https".equals(url.getScheme()) && url.getHost() != null && url.getUserInfo() == null) {
                return url.toString();
            }
        } catch (URISyntaxException e) {
            throw ApiProblem.invalid("/heartbeat_url", "is no address: " + e.getReason());
        }
        throw ApiProblem.invalid("/heartbeat_url", "must be an https address without a login");
    }
}
