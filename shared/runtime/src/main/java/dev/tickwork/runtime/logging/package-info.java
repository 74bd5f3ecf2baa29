/** What the process writes to its standard output: one line per event, readable or JSON, without secrets. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.logging;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
