/** Benchmarks: each runs its sides interleaved in one go and prints a table with their ratio. */
@NullMarked
@CheckReturnValue
package dev.tickwork.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
