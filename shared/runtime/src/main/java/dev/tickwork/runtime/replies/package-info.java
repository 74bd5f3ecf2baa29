/** Answers that are kept, so that a repeated request has no second effect. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.replies;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
