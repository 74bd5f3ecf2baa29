/** Cache, last values, live push, shared rate limits and budgets: all that Tickwork keeps in Redis, none of it the truth. */
@NullMarked
@CheckReturnValue
package dev.tickwork.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
