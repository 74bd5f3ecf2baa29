/** Candles asked of the exchange, as far as somebody wants them. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.fetch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
