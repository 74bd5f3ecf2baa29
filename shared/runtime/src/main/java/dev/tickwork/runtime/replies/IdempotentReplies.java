package dev.tickwork.runtime.replies;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Repeating;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.replies.ReplyStore.Kept;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a repeated request as it was answered the first time, for 24 hours. The answer is kept in the transaction of
 * its effect, so there is never one without the other; what was refused is not kept and may be tried again.
 */
public final class IdempotentReplies {
    static final Duration KEPT = Duration.ofHours(24);

    private static final String REPLAYED = "Idempotency-Replayed";

    private final Database database;
    private final Time time;
    private final ReplyStore store = new ReplyStore();

    public IdempotentReplies(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /**
     * The answer to a request that changes something. Where Postgres gives the transaction up in favour of others, it is
     * run again.
     *
     * @param operation its id in the contract
     * @param effect what the request does, in one transaction; it must be safe to repeat as {@link Database#write} says
     * @return what the effect answers, or what it answered to the same request before. Fails with a problem (409) when
     *     the key came with another request, or when the first request with it is still being answered
     */
    public Future<OperationReply> answer(
            String operation, OperationRequest request, Function<Tx, Future<OperationReply>> effect) {
        if (request.idempotencyKey() == null) {
            return Repeating.whileGivenUp(() -> database.write(effect));
        }
        AskedOnce asked = asked(operation, request, request.idempotencyKey());
        return Repeating.whileGivenUp(() -> database.write(tx -> answer(tx, asked, effect)));
    }

    /**
     * What the same request was answered before, for whoever has more to do before the effect than belongs into its
     * transaction; empty when it was not, or carries no key. Fails as {@link #answer} does when the key came with another.
     */
    public Future<Optional<OperationReply>> before(String operation, OperationRequest request) {
        if (request.idempotencyKey() == null) {
            return Future.succeededFuture(Optional.empty());
        }
        AskedOnce asked = asked(operation, request, request.idempotencyKey());
        return database.read(tx -> store.find(tx, asked, oldest()))
                .compose(kept -> kept.map(before -> replay(asked, before).map(Optional::of))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    /** Whether an answer was given before, so that what it tells of was not done now. */
    public static boolean isReplay(OperationReply reply) {
        return reply.headers().containsKey(REPLAYED);
    }

    /** Forgets what was kept long enough. @return how many answers those were */
    Future<Integer> purge() {
        return database.write(tx -> store.purge(tx, oldest()));
    }

    private Future<OperationReply> answer(Tx tx, AskedOnce asked, Function<Tx, Future<OperationReply>> effect) {
        return store.lock(tx, asked)
                .compose(isOurs ->
                        isOurs ? store.find(tx, asked, oldest()) : Future.failedFuture(inProgress(asked.key())))
                .compose(kept -> kept.map(before -> replay(asked, before))
                        .orElseGet(() -> effect.apply(tx).compose(reply -> keep(tx, asked, reply))));
    }

    private static AskedOnce asked(String operation, OperationRequest request, String key) {
        return new AskedOnce(request.caller().subject(), key, operation, Fingerprint.of(request));
    }

    private Instant oldest() {
        return time.now().minus(KEPT);
    }

    private Future<OperationReply> keep(Tx tx, AskedOnce asked, OperationReply reply) {
        return store.keep(tx, asked, reply, time.now()).map(reply);
    }

    private static Future<OperationReply> replay(AskedOnce asked, Kept kept) {
        boolean isSame = kept.operation().equals(asked.operation()) && Arrays.equals(kept.asked(), asked.fingerprint());
        return isSame
                ? Future.succeededFuture(marked(kept.reply()))
                : Future.failedFuture(ApiProblem.of(
                        409,
                        "idempotency_key_reused",
                        "this Idempotency-Key came with another request before; take a new one for a new request"));
    }

    private static OperationReply marked(OperationReply reply) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put(REPLAYED, "true");
        return new OperationReply(reply.status(), reply.json(), headers);
    }

    private static ApiProblem inProgress(String key) {
        return ApiProblem.of(
                409, "in_progress", "the first request with the Idempotency-Key " + key + " is not answered yet");
    }
}
