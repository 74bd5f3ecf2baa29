/** Data providers as they look from the wire, made up on this machine. */
@NullMarked
@CheckReturnValue
package dev.tickwork.simulator;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
