/** A made-up market whose prices can be asked for at any instant. */
@NullMarked
@CheckReturnValue
package dev.tickwork.simulator.market;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
