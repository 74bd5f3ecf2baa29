/** Prices seen at a moment, and days of them. */
@NullMarked
@CheckReturnValue
package dev.tickwork.domain.quotes;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
