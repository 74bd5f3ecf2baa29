/** Candles in Postgres: written once, replaced with a trace. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
