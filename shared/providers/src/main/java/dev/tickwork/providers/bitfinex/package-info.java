/** Bitfinex, https://docs.bitfinex.com. */
@NullMarked
@CheckReturnValue
package dev.tickwork.providers.bitfinex;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
