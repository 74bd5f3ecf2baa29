/** How fast candles are stored. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.candles;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
