/** Twelve Data, https://twelvedata.com. */
@NullMarked
@CheckReturnValue
package dev.tickwork.providers.twelvedata;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
