/** Who is told when jobs fail: failures until a job stays well are an incident, told by a few notices, each once at most. */
@NullMarked
@CheckReturnValue
package dev.tickwork.jobs.notices;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
