/** The newest values that producers pushed, for those who ask and for those who listen. */
@NullMarked
@CheckReturnValue
package dev.tickwork.gateway.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
