/** What browsers may hear. */
@NullMarked
@CheckReturnValue
package dev.tickwork.messages.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
