package dev.tickwork.runtime.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.jobs.ledger.AuditEntry;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.jobs.ledger.RunCore.Cancel;
import dev.tickwork.jobs.ledger.RunDetail;
import dev.tickwork.jobs.ledger.RunDetail.Attempt;
import dev.tickwork.jobs.ledger.RunDetail.Item;
import dev.tickwork.jobs.ledger.RunDetail.LogTail;
import dev.tickwork.jobs.ledger.RunDetail.Relatives;
import dev.tickwork.jobs.ledger.RunLink;
import dev.tickwork.jobs.ledger.RunPage;
import dev.tickwork.messages.Wire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All about one run, as {@code jobs.get} answers: what lists show of it, and this beside. */
record RunAnswer(
        @Nullable JsonNode arguments,
        @Nullable JsonNode result,
        boolean resultExpired,
        @Nullable Cancel cancel,
        List<Attempt> attempts,
        List<TimelineEvent> timeline,
        List<Item> items,
        LogTail log,
        @Nullable Children children,
        List<RunLink> reruns,
        Chain chain,
        List<AuditOperations.Shown> audit) {

    /** The runs that it started. */
    record Children(Map<String, Long> states, RunPage firstPage) {}

    /** Its neighbours in a chain. */
    record Chain(
            @Nullable RunLink before,
            List<RunLink> after,
            @Nullable Boolean goesOnAfterFailure) {}

    static JsonNode of(RunDetail detail, List<AuditEntry> actions) {
        ObjectNode answer = (ObjectNode) Wire.toTree(detail.core().summary());
        ObjectNode beside = (ObjectNode) Wire.toTree(beside(detail, actions));
        return answer.setAll(beside);
    }

    private static RunAnswer beside(RunDetail detail, List<AuditEntry> actions) {
        RunCore core = detail.core();
        Relatives relatives = detail.relatives();
        return new RunAnswer(
                tree(core.payload().arguments()),
                tree(core.payload().result()),
                core.payload().resultExpired(),
                core.cancel(),
                detail.attempts(),
                Timeline.of(detail),
                detail.items(),
                detail.log(),
                children(relatives),
                relatives.reruns(),
                new Chain(relatives.before(), relatives.after(), core.goesOnAfterFailure()),
                actions.stream().map(AuditOperations.Shown::of).toList());
    }

    private static @Nullable Children children(Relatives relatives) {
        return relatives.childStates().isEmpty() ? null : new Children(relatives.childStates(), relatives.children());
    }

    private static @Nullable JsonNode tree(@Nullable String json) {
        return json == null ? null : Wire.tree(json);
    }
}
