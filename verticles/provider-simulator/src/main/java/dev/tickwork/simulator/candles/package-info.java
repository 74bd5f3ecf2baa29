/** What was traded on an exchange for coins, made up or recorded, as candles of any length. */
@NullMarked
@CheckReturnValue
package dev.tickwork.simulator.candles;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
