/** What Tickwork holds. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.memory;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
