/** A process: command line, configuration, parts, health, metrics and an orderly end. Verticles only see this package. */
@NullMarked
@CheckReturnValue
package dev.tickwork.runtime;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
