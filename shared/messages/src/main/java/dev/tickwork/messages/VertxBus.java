package dev.tickwork.messages;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bus of Vert.x. Every body is JSON text, near or far, so that a local delivery behaves as a remote one. */
public final class VertxBus implements Bus {
    private static final Logger log = LoggerFactory.getLogger(VertxBus.class);
    private static final DeliveryOptions HERE = new DeliveryOptions().setLocalOnly(true);

    private final EventBus events;

    public VertxBus(EventBus events) {
        this.events = events;
    }

    @Override
    public <T extends Record> void publish(Topic<T> topic, T message) {
        events.publish(topic.address(), Wire.encode(message));
    }

    @Override
    public <T extends Record> void publishHere(Topic<T> topic, T message) {
        events.publish(topic.address(), Wire.encode(message), HERE);
    }

    @Override
    public <T extends Record> Future<Subscription> subscribe(Topic<T> topic, Function<T, Future<Void>> handler) {
        MessageConsumer<String> consumer = events.consumer(topic.address(), message -> decoded(message, topic.type())
                .compose(handler)
                .onFailure(e -> logFailure("message was not handled", topic.address(), e)));
        return registered(consumer);
    }

    @Override
    public <Q extends Record, A extends Record> Future<A> ask(Call<Q, A> call, Q question) {
        var options = new DeliveryOptions().setSendTimeout(call.timeout().toMillis());
        return events.<String>request(call.address(), Wire.encode(question), options)
                .map(reply -> Wire.decode(reply.body(), call.answer()))
                .recover(e -> Future.failedFuture(asTold(call.address(), e)));
    }

    @Override
    public <Q extends Record, A extends Record> Future<Subscription> answer(
            Call<Q, A> call, Function<Q, Future<A>> handler) {
        MessageConsumer<String> consumer = events.consumer(call.address(), message -> decoded(message, call.question())
                .compose(handler)
                .map(Wire::encode)
                .onSuccess(message::reply)
                .onFailure(e -> refuse(message, call.address(), e)));
        return registered(consumer);
    }

    private static Future<Subscription> registered(MessageConsumer<String> consumer) {
        return consumer.completion().map(done -> consumer::unregister);
    }

    private static <T extends Record> Future<T> decoded(Message<String> message, Class<T> type) {
        return Future.succeededFuture(message.body()).map(body -> Wire.decode(body, type));
    }

    private static void refuse(Message<String> message, String address, Throwable failure) {
        ApiProblem problem = asProblem(address, failure);
        message.fail(problem.status(), Wire.encode(problem.body()));
    }

    private static ApiProblem asProblem(String address, Throwable failure) {
        if (failure instanceof ApiProblem problem) {
            return problem;
        }
        if (failure instanceof WireException malformed) {
            return ApiProblem.of(422, "invalid", String.valueOf(malformed.getMessage()));
        }
        logFailure("call was not answered", address, failure);
        return ApiProblem.of(500, "internal", "something went wrong inside; the log of the answering node has it");
    }

    private static Throwable asTold(String address, Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return failure;
        }
        if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return new NobodyAnswers(address, NobodyAnswers.Reason.NOT_DEPLOYED);
        }
        if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return ApiProblem.of(Wire.decode(String.valueOf(reply.getMessage()), ApiProblem.Body.class));
        }
        return new NobodyAnswers(
                address, isDiscarded(reply) ? NobodyAnswers.Reason.ENDED : NobodyAnswers.Reason.TOO_LATE);
    }

    /** Whoever unregisters throws away what was on its way to it, and Vert.x tells so by this text only. */
    private static boolean isDiscarded(ReplyException reply) {
        return String.valueOf(reply.getMessage()).startsWith("Discarded the request");
    }

    private static void logFailure(String what, String address, Throwable failure) {
        log.atError().addKeyValue("address", address).setCause(failure).log(what);
    }
}
