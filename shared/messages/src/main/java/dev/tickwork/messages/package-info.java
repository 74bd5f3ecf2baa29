/** Everything said on the bus: addresses with their records, and the only door to it. */
@NullMarked
@CheckReturnValue
package dev.tickwork.messages;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
