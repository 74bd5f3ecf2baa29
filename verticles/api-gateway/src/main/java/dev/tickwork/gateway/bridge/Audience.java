package dev.tickwork.gateway.bridge;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those who hear one address. */
final class Audience {
    private final String address;
    private final Set<Outbox> members = new LinkedHashSet<>();
    private Outbox @Nullable [] snapshot;
    private long lines;

    Audience(String address) {
        this.address = address;
    }

    void add(Outbox member) {
        members.add(member);
        snapshot = null;
    }

    void remove(Outbox member) {
        members.remove(member);
        snapshot = null;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** Tells a value that replaces the one before. */
    void tellValue(String json) {
        String frame = BridgeFrames.value(address, json);
        for (Outbox member : members()) {
            member.value(address, frame);
        }
    }

    /** Tells a line of a list. */
    void tellLine(String json) {
        lines++;
        tell(BridgeFrames.line(address, lines, json));
    }

    /** Tells that some lines are missing, nobody knows how many. */
    void tellGap() {
        lines++;
        tell(BridgeFrames.gap(address, lines, 0));
    }

    private void tell(String frame) {
        var line = new WaitingLines.Line(address, lines, frame);
        for (Outbox member : members()) {
            member.line(line);
        }
    }

    /** Iterated far more often than changed; and a member may leave while the others are told. */
    private Outbox[] members() {
        Outbox[] known = snapshot;
        if (known == null) {
            known = members.toArray(Outbox[]::new);
            snapshot = known;
        }
        return known;
    }
}
