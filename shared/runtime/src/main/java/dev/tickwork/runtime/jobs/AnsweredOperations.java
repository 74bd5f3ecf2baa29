package dev.tickwork.runtime.jobs;

import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Operations of the contract that this process answers. */
final class AnsweredOperations {
    private final List<Map.Entry<String, Answer>> answers;
    private List<Subscription> subscriptions = List.of();

    /** @param answers by operation id, in as many groups as there are rooms for them */
    AnsweredOperations(List<Map<String, Answer>> answers) {
        this.answers = answers.stream().flatMap(AnsweredOperations::entries).toList();
    }

    /** Answers from now on. */
    Future<Void> start(Bus bus) {
        List<Future<Subscription>> starting =
                answers.stream().map(one -> start(bus, one)).toList();
        return Future.all(starting)
                .onSuccess(done -> subscriptions = done.list())
                .mapEmpty();
    }

    /** Answers no more. */
    Future<Void> stop() {
        return Future.join(subscriptions.stream().map(Subscription::end).toList())
                .mapEmpty();
    }

    private static Stream<Map.Entry<String, Answer>> entries(Map<String, Answer> group) {
        return group.entrySet().stream();
    }

    private static Future<Subscription> start(Bus bus, Map.Entry<String, Answer> answer) {
        return bus.answer(Operations.call(answer.getKey()), answer.getValue()::to);
    }
}
