/** What becomes of candles that are past their days. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
