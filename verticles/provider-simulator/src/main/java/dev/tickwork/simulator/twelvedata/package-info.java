/** Twelve Data as it looks from the wire. */
@NullMarked
@CheckReturnValue
package dev.tickwork.simulator.twelvedata;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
