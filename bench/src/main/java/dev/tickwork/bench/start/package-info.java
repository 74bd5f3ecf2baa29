/** How long Tickwork takes to be there. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.start;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
