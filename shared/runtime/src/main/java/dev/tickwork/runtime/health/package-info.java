/** Whether a process can do its work, and if not, why. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.health;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
