package dev.tickwork.runtime.nodes;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tickwork.jobs.ledger.NodeWork;
import dev.tickwork.jobs.ledger.NodeWork.Underway;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.health.HealthReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All nodes, as {@code nodes.list} answers.
 *
 * @param nodes those that are there by name, then those that are remembered
 * @param totalNodes how many they are
 */
record NodeList(List<Entry> nodes, int totalNodes) {
    /** A node, how it says it is, and what the database knows of its work; null while that is away. */
    record Entry(
            NodeInfo node, HealthReport health, @Nullable Work work) {}

    /** What a node does of the engine's work. */
    record Work(
            State state,
            Instant seenAt,
            @Nullable Instant stoppedAt,
            List<String> jobs,
            long running,
            List<Underway> runs) {
        static Work of(NodeWork work, Instant silentSince) {
            return new Work(
                    State.of(work, silentSince),
                    work.seenAt(),
                    work.stoppedAt(),
                    work.jobs(),
                    work.running(),
                    work.runs());
        }
    }

    /** Whether a node is there, by its signs of life in the database. */
    enum State {
        ALIVE,
        SILENT,
        STOPPED;

        static State of(NodeWork work, Instant silentSince) {
            if (work.stoppedAt() != null) {
                return STOPPED;
            }
            return work.seenAt().isBefore(silentSince) ? SILENT : ALIVE;
        }

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static NodeList of(List<NodeHealth> present, List<NodeWork> remembered, Instant silentSince) {
        Map<String, NodeWork> byId =
                remembered.stream().collect(Collectors.toMap(work -> work.node().id(), Function.identity()));
        Set<String> here =
                present.stream().map(node -> node.node().id().toString()).collect(Collectors.toSet());
        Stream<Entry> there = present.stream()
                .map(node -> entry(node, byId.get(node.node().id().toString()), silentSince));
        Stream<Entry> gone = remembered.stream()
                .filter(work -> !here.contains(work.node().id()))
                .map(work -> entry(work, silentSince));
        List<Entry> all = Stream.concat(there, gone).toList();
        return new NodeList(all, all.size());
    }

    private static Entry entry(NodeHealth node, @Nullable NodeWork work, Instant silentSince) {
        return new Entry(node.node(), node.health(), work == null ? null : Work.of(work, silentSince));
    }

    private static Entry entry(NodeWork work, Instant silentSince) {
        NodeWork.Identity node = work.node();
        var info = new NodeInfo(
                UUID.fromString(node.id()),
                node.name(),
                node.host(),
                node.pid(),
                node.version(),
                node.startedAt(),
                node.verticles());
        return new Entry(info, absent(State.of(work, silentSince)), Work.of(work, silentSince));
    }

    private static HealthReport absent(State state) {
        String why =
                switch (state) {
                    case ALIVE -> "works, but does not share this node's bus";
                    case SILENT -> "gave no sign of life lately";
                    case STOPPED -> "has ended";
                };
        return HealthReport.of(Map.of("answer", HealthCheck.down(why)));
    }
}
