package dev.tickwork.runtime.jobs;

import dev.tickwork.messages.OperationReply;
import java.util.UUID;

/**
 * What operations answer that are about one run.
 *
 * @param runId the run
 * @param state how it stands now
 * @param isNew whether the request made it; else it is one that was there
 */
record AcceptedRun(UUID runId, String state, boolean isNew) {
    OperationReply reply() {
        return OperationReply.accepted(this);
    }
}
