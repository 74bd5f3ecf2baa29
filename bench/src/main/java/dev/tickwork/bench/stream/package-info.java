/** What it costs to listen to a busy exchange. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
