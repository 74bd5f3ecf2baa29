/** Everything in one process: every verticle, with a Postgres and a Redis of its own. */
@NullMarked
@CheckReturnValue
package dev.tickwork.standalone;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
