/** Which candles are doubted, and what operators decide of them. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.quality;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
