/** Configuration: YAML files with placeholders become records, and every mistake in them is told at once. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
