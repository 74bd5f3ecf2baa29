/** What the process makes of its job engine: answers about jobs, news of their runs, and figures. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.jobs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
