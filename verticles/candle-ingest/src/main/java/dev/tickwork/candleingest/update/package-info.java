/** Asks for the newest candles at intervals, where they cannot be heard. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.update;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
