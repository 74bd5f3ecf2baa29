/** Loads the past of every series, newest first, and goes on where it was, whatever stopped it. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.backfill;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
