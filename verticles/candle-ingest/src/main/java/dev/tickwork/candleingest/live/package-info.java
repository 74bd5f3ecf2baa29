/** Candles on their way to browsers. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
