/** What happens to candles that arrived: judged, stored, built from, told. */
@NullMarked
@CheckReturnValue
package dev.tickwork.candleingest.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
