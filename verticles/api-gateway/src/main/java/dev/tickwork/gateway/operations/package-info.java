/** How operations are answered: by the gateway itself, from last values, or by whoever listens on the bus. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.operations;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
