/** How fast live values reach many browsers. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.fanout;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
