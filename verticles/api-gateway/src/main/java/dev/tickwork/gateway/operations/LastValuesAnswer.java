package dev.tickwork.gateway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.live.LiveHub;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Answers from the last values that producers pushed: one of them when the operation's path names a {@code symbol}, else
 * those of the {@code symbols} asked for, or all. It knows topics and no prices: the producer has written {@code
 * stale_after} into the value, and this compares it with the clock. Who produces them is asked where nothing is known.
 */
public final class LastValuesAnswer implements OwnAnswer {
    private static final String ONE = "symbol";
    private static final String SOME = "symbols";
    private static final String STALE_AFTER = "stale_after";
    private static final String STALE = "stale";
    private static final int UNAVAILABLE = 503;

    private final LiveHub hub;
    private final Time time;
    private final OwnAnswer producer;

    public LastValuesAnswer(LiveHub hub, Time time, OwnAnswer producer) {
        this.hub = hub;
        this.time = time;
        this.producer = producer;
    }

    @Override
    public Future<OperationReply> answer(Asked asked) {
        String family = Objects.requireNonNull(asked.operation().lastValues());
        if (asked.request().parameters().has(ONE)) {
            return one(asked, family);
        }
        List<String> known = hub.lastOf(family + ".");
        return known.isEmpty()
                ? producer.answer(asked).map(reply -> marked(reply, family))
                : Future.succeededFuture(list(family, wanted(asked, family, known)));
    }

    private Future<OperationReply> one(Asked asked, String family) {
        String topic = family + "." + asked.text(ONE);
        return hub.last(topic)
                .map(json -> Future.succeededFuture(reply(marked(Wire.tree(json)))))
                .orElseGet(() -> producer.answer(asked)
                        .map(reply -> reply(marked(Objects.requireNonNull(reply.body()))))
                        .recover(failure -> Future.failedFuture(unknown(asked, family, failure))));
    }

    /** Without its producer, what is not among the values that are known may as well not exist. */
    private Throwable unknown(Asked asked, String family, Throwable failure) {
        boolean isAway = failure instanceof ApiProblem problem && problem.status() == UNAVAILABLE;
        return isAway && !hub.lastOf(family + ".").isEmpty()
                ? ApiProblem.notFound("nothing is known of " + asked.text(ONE))
                : failure;
    }

    private Stream<String> wanted(Asked asked, String family, List<String> known) {
        JsonNode symbols = asked.request().parameters().get(SOME);
        if (symbols == null) {
            return known.stream();
        }
        return StreamSupport.stream(symbols.spliterator(), false)
                .map(JsonNode::textValue)
                .distinct()
                .flatMap(symbol -> hub.last(family + "." + symbol).stream());
    }

    private OperationReply list(String family, Stream<String> values) {
        ObjectNode body = Wire.object();
        ArrayNode items = body.putArray(family);
        values.map(Wire::tree).map(this::marked).forEach(items::add);
        return reply(body);
    }

    private OperationReply marked(OperationReply reply, String family) {
        JsonNode body = Objects.requireNonNull(reply.body());
        body.path(family).forEach(this::mark);
        return reply(body);
    }

    private JsonNode marked(JsonNode value) {
        mark(value);
        return value;
    }

    /** Writes {@code stale} into the value, which was made for this answer. */
    private void mark(JsonNode value) {
        if (value instanceof ObjectNode object && object.hasNonNull(STALE_AFTER)) {
            Instant end = Instant.parse(object.get(STALE_AFTER).textValue());
            object.put(STALE, !time.now().isBefore(end));
        }
    }

    private static OperationReply reply(JsonNode body) {
        return new OperationReply(200, body, Map.of());
    }
}
