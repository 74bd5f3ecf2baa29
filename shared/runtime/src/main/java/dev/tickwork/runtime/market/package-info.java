/** The instruments of this installation, as they are stored. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.market;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
