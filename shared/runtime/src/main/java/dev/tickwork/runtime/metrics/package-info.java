/** What is counted and measured. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.metrics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
