/** How complete each day is, and what is missing in a range. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gaprepair.coverage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
