/** How long gaps are remembered. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gaprepair.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
