package dev.tickwork.runtime.retention;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.retention.ChildStore.Child;
import dev.tickwork.runtime.retention.PolicyStore.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cleanup has to say when all that it asked are done.
 *
 * @param asked what it was asked for
 * @param rooms all tables of the wanted types
 * @param children the runs that cleaned them
 */
record Report(CleanupArgs asked, List<Room> rooms, List<Child> children) {
    JobOutcome outcome() {
        List<JsonNode> tables = new ArrayList<>();
        Map<String, Long> rows = new TreeMap<>();
        SortedMap<String, String> failed = new TreeMap<>();
        for (Child child : children) {
            Room room = room(child);
            if (child.result() == null) {
                failed.put(room.table(), String.valueOf(child.error()));
                continue;
            }
            JsonNode cleaned = Wire.tree(child.result());
            tables.add(cleaned);
            rows.merge(room.type(), cleaned.path("rows").asLong(), Long::sum);
        }
        if (tables.isEmpty() && !failed.isEmpty()) {
            return new JobOutcome.GiveUp("no table was cleaned: " + failed);
        }
        var result = new CleanupResult(asked.isDry(), asked.olderThanDays(), rows, tables, leftOut());
        return new JobOutcome.Done(0, tables.size(), failed).with(result);
    }

    private Room room(Child child) {
        return rooms.stream()
                .filter(room -> room.job().equals(child.job()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody retains what " + child.job() + " cleans"));
    }

    private SortedMap<String, String> leftOut() {
        SortedMap<String, String> leftOut = new TreeMap<>();
        for (String type : asked.wanted()) {
            if (rooms.stream().noneMatch(room -> room.type().equals(type))) {
                leftOut.put(type, "no room serves " + type);
            }
        }
        for (Room room : rooms) {
            if (children.stream().noneMatch(child -> Objects.equals(child.job(), room.job()))) {
                leftOut.put(room.table(), "no node runs " + room.job() + " now");
            }
        }
        return leftOut;
    }
}
