/** What the engine's tables say, for whoever shows it: runs, counts, schedules, queues, nodes and the audit. */
@NullMarked
@CheckReturnValue
package dev.tickwork.jobs.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
