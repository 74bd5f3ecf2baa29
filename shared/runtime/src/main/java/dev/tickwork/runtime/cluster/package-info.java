/** Several processes that share one event bus. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.cluster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
