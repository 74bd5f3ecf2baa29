/** A day of candles over HTTP. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.days;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
