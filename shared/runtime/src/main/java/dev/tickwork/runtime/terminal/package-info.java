/** What the one who started a process sees of the runs that it was started for. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.terminal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
