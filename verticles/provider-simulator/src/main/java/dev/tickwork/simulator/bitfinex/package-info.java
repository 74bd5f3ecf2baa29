/** Bitfinex as it looks from the wire: its public REST API and its stream, both of version 2. */
@NullMarked
@CheckReturnValue
package dev.tickwork.simulator.bitfinex;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
