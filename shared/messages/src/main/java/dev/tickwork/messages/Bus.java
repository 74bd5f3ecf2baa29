package dev.tickwork.messages;

import io.vertx.core.Future;
import java.util.function.Function;

/** The only door to the event bus. Carries news and questions, never work that would be lost. */
public interface Bus {
    /** Tells every subscriber on every node. Fire and forget: delivery is not guaranteed. */
    <T extends Record> void publish(Topic<T> topic, T message);

    /** Tells the subscribers of this process only. */
    <T extends Record> void publishHere(Topic<T> topic, T message);

    /**
     * Hears a topic. A malformed body or a failed handler is logged and counted, never rethrown: one bad message must
     * not stop the rest.
     *
     * @return completes when every node knows of the subscription
     */
    <T extends Record> Future<Subscription> subscribe(Topic<T> topic, Function<T, Future<Void>> handler);

    /**
     * Asks, and waits at most the call's timeout.
     *
     * @return the answer; fails with {@link NobodyAnswers} when nobody listens or the answer came too late, and with the
     *     {@link ApiProblem} that the answering side gave
     */
    <Q extends Record, A extends Record> Future<A> ask(Call<Q, A> call, Q question);

    /**
     * Answers a call. An {@link ApiProblem} travels to the asker as it is; any other failure is logged here and reaches
     * the asker as an internal error without its details.
     */
    <Q extends Record, A extends Record> Future<Subscription> answer(Call<Q, A> call, Function<Q, Future<A>> handler);
}
