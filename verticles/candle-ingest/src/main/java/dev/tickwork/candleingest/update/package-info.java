/** Asks at intervals: for the newest candles where they cannot be heard, and for closed ones that may have been corrected. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.update;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
