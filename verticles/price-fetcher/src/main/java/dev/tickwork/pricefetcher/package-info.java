/** Latest quotes every few seconds: fetched in one call, judged, stored, shown. */
@NullMarked
@CheckReturnValue
package dev.tickwork.pricefetcher;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
