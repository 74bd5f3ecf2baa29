/** How this process reaches providers: the configuration of the one door out. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.outside;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
