/** Which candles are missing: counted first, looked at closely only where the count is wrong. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gaprepair.detection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
