/** The one clock of a process: it follows Postgres, and outside production an operator may move it. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.clock;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
