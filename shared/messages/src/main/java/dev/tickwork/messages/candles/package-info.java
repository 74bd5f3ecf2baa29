/** What rooms say to each other of candles. */
@NullMarked
@CheckReturnValue
package dev.tickwork.messages.candles;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
