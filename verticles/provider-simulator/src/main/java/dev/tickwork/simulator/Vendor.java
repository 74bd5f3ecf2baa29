package dev.tickwork.simulator;

import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultKind;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** One provider as it looks from the wire. */
public interface Vendor {
    /** Its stable name and the first part of its paths, such as {@code twelvedata}. */
    String name();

    /** What can go wrong with it. */
    SortedSet<FaultKind> faults();

    /** The symbols that a request asks for, in the vendor's spelling; empty when it asks for none. */
    Set<String> symbolsOf(Question question);

    /** The vendor's answer to a well-formed or malformed request; never fails for what the caller did. */
    Future<Answer> answer(Question question);

    /** The answer as it is when {@code fault} hits, in the words of the vendor. Faults of the wire leave it as it is. */
    Answer spoil(Answer answer, ActiveFault fault);

    /** The stream that it has at that endpoint; empty when it has none there. */
    default Optional<VendorStream> stream(String endpoint) {
        return Optional.empty();
    }
}
