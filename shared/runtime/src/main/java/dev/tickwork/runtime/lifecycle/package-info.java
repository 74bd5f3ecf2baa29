/** An orderly start and an orderly end. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.lifecycle;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
