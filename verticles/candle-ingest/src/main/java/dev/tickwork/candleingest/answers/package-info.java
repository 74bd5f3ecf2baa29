/** What the HTTP contract asks of candles, answered over the bus. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.answers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
