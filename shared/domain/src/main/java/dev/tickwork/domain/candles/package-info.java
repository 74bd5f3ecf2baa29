/** Candles, the series they belong to, and which of them there should be. */
@NullMarked
@CheckReturnValue
package dev.tickwork.domain.candles;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
