/** The one door out: every call to the outside is allowed, paced, guarded, repeated and measured here. */
@NullMarked
@CheckReturnValue
package dev.tickwork.upstream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
