/** What is missing among the candles: found, asked for again, and explained. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gaprepair;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
