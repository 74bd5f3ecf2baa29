package dev.tickwork.testkit;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Call;
import dev.tickwork.messages.NobodyAnswers;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.Topic;
import dev.tickwork.messages.Wire;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A bus of one test. It remembers what was said and delivers at once, on the caller's thread; every record goes through
 * text and back, as it would between nodes. A handler that fails, fails the test: nothing is logged and forgotten here.
 */
public final class RecordingBus implements Bus {
    private final List<Said> said = new CopyOnWriteArrayList<>();
    private final Map<String, List<Function<String, Future<Void>>>> subscribers = new ConcurrentHashMap<>();
    private final Map<String, Function<String, Future<String>>> answerers = new ConcurrentHashMap<>();

    /** What was published on a topic, near or far, in its order; empty when nothing was. */
    public <T extends Record> List<T> published(Topic<T> topic) {
        return said.stream()
                .filter(one -> one.address().equals(topic.address()))
                .map(one -> Wire.decode(one.json(), topic.type()))
                .toList();
    }

    @Override
    public <T extends Record> void publish(Topic<T> topic, T message) {
        String json = Wire.encode(message);
        said.add(new Said(topic.address(), json));
        subscribers.getOrDefault(topic.address(), List.of()).forEach(handler -> Await.done(handler.apply(json)));
    }

    @Override
    public <T extends Record> void publishHere(Topic<T> topic, T message) {
        publish(topic, message);
    }

    @Override
    public <T extends Record> Future<Subscription> subscribe(Topic<T> topic, Function<T, Future<Void>> handler) {
        Function<String, Future<Void>> ofText = json -> handler.apply(Wire.decode(json, topic.type()));
        List<Function<String, Future<Void>>> handlers =
                subscribers.computeIfAbsent(topic.address(), address -> new CopyOnWriteArrayList<>());
        handlers.add(ofText);
        return Future.succeededFuture(() -> {
            handlers.remove(ofText);
            return Future.succeededFuture();
        });
    }

    @Override
    public <Q extends Record, A extends Record> Future<A> ask(Call<Q, A> call, Q question) {
        Function<String, Future<String>> answerer = answerers.get(call.address());
        if (answerer == null) {
            return Future.failedFuture(new NobodyAnswers(call.address(), NobodyAnswers.Reason.NOT_DEPLOYED));
        }
        return answerer.apply(Wire.encode(question)).map(json -> Wire.decode(json, call.answer()));
    }

    @Override
    public <Q extends Record, A extends Record> Future<Subscription> answer(
            Call<Q, A> call, Function<Q, Future<A>> handler) {
        Function<String, Future<String>> ofText = json -> Future.succeededFuture(json)
                .map(text -> Wire.decode(text, call.question()))
                .compose(handler)
                .map(Wire::encode)
                .recover(RecordingBus::asTold);
        answerers.put(call.address(), ofText);
        return Future.succeededFuture(() -> {
            answerers.remove(call.address(), ofText);
            return Future.succeededFuture();
        });
    }

    // Only a problem travels; whatever else went wrong stays on the answering side.
    private static Future<String> asTold(Throwable failure) {
        return Future.failedFuture(
                failure instanceof ApiProblem
                        ? failure
                        : ApiProblem.of(500, "internal", String.valueOf(failure.getMessage())));
    }

    private record Said(String address, String json) {}
}
