/** Candles of an exchange: loaded, streamed, judged, stored, shown. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
