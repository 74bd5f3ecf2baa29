/** Jobs that are run once, for whoever started the process, which then ends. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.once;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
