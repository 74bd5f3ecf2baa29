/** Days of prices: what is missing is fetched in as few calls as the plan pays for, judged, and stored. */
@NullMarked
@CheckReturnValue
package dev.tickwork.pricefetcher.daily;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
