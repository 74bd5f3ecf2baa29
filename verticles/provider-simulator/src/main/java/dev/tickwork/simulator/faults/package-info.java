/** What can go wrong with a provider, on demand. */
@NullMarked
@CheckReturnValue
package dev.tickwork.simulator.faults;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
