/** What it costs to know which of millions of candles are missing. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.gaps;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
