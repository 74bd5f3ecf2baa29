/** Time as a parameter: the present moment and being woken at a later one. */
@NullMarked
@CheckReturnValue
package dev.tickwork.domain.time;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
